import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import { conflict, type DayPart, type Draft, type ListedTime } from './draft';
import { checkedTime, type WrittenTime } from './tokens';
import { DAY_PARTS, EVERY } from './vocabulary';

/** A time; a plain number counts as an hour only after "at", "from" or "between". */
export function timeOfDay(cursor: Cursor, numbersToo: boolean): ListedTime | null {
  return cursor.attempt(() => {
    const { place } = cursor;
    const time = relativeTime(cursor) ?? wholeTime(cursor, numbersToo);
    if (!time) return null;
    const text = cursor.textSince(place);
    const part = dayPartAfter(cursor);
    if (!part) return { ...time, text };
    return { ...inDayPart({ ...time, text }, part), text: cursor.textSince(place) };
  });
}

function wholeTime(cursor: Cursor, numbersToo: boolean): WrittenTime | null {
  const token = cursor.peek();
  if (!token) return null;
  cursor.place++;
  if (token.time) return token.time;
  if (!numbersToo || token.number === undefined) return null;
  const next = cursor.peek();
  if (next?.word === 'h' || next?.word === 'hours') cursor.place++;
  else if (next?.unit || next?.month !== undefined || next?.word === 'of') return null;
  const [hour, minute] = /^\d{4}$/.test(token.word)
    ? [Math.floor(token.number / 100), token.number % 100]
    : [token.number, 0];
  return checkedTime(token.text, hour, minute, null);
}

/** "in the morning" or "at night" straight after a time. */
function dayPartAfter(cursor: Cursor): DayPart | null {
  return cursor.attempt(() => {
    if (!(cursor.takePhrase('in the') || cursor.takeWord('at'))) return null;
    return takeDayPart(cursor);
  });
}

function takeDayPart(cursor: Cursor): DayPart | null {
  const word = cursor.peek()?.word.replace(/s$/, '') ?? '';
  const convert = DAY_PARTS.get(word);
  cursor.place++;
  return convert ? { word, convert } : null;
}

/** The hour that is meant in a part of the day. Throws RecurrenceError for one that does not lie in it. */
export function inDayPart(time: ListedTime, { word, convert }: DayPart): WrittenTime {
  const hour24 = time.meridiem === null ? time.hour : (time.hour % 12) + (time.meridiem === 'pm' ? 12 : 0);
  const meant = convert(hour24 % 12 || 12);
  const open = time.meridiem === null && time.hour >= 1 && time.hour <= 12;
  if (meant === null || (!open && meant !== hour24))
    throw new RecurrenceError(`“${time.text}” is not in the ${word}.`, { words: [time.text, word] });
  return { hour: meant % 12 || 12, minute: time.minute, meridiem: meant < 12 ? 'am' : 'pm' };
}

/** "half past nine", "quarter to 5pm", "ten past nine". */
function relativeTime(cursor: Cursor): WrittenTime | null {
  return cursor.attempt(() => {
    cursor.takeWord('a');
    const part = cursor.takeWord('half') ? 30 : cursor.takeWord('quarter') ? 15 : null;
    const minutes = part ?? takeNumber(cursor) ?? 0;
    const unit = cursor.peek()?.unit === 'minute';
    if (unit) cursor.place++;
    // "20 to 5" without "minutes" would be a stretch of hours.
    const to = (part || unit) && cursor.takeWord('to');
    if (minutes < 1 || minutes > 59 || !(to || cursor.takeWord('past', 'after'))) return null;
    const token = cursor.peek();
    const hour = token?.time?.minute === 0 ? token.time.hour : token?.number;
    if (!token || hour === undefined) return null;
    cursor.place++;
    const meridiem = token.time?.meridiem ?? null;
    const text = `${minutes} minutes ${to ? 'to' : 'past'} ${token.text}`;
    // Midnight is 12am, which checkedTime reads as hour 0.
    if (!to) return checkedTime(text, meridiem && hour === 0 ? 12 : hour, minutes, meridiem);
    const hour24 = meridiem === null ? hour : (hour % 12) + (meridiem === 'pm' ? 12 : 0);
    return checkedTime(text, (hour24 + 23) % 24, 60 - minutes, null);
  });
}

/** "in the morning", "every evening", "friday night": which half of the day a bare hour means. */
export function readDayPart(cursor: Cursor, draft: Draft): boolean {
  const found = cursor.attempt(() => {
    cursor.takeWord('in', 'at', 'during');
    if (!cursor.takeIn(EVERY)) cursor.takeWord('the');
    return takeDayPart(cursor);
  });
  if (!found) return false;
  if (draft.dayPart && draft.dayPart.word !== found.word) throw conflict(draft.dayPart.word, found.word);
  draft.dayPart = found;
  return true;
}

/** An hour alone, which may be before or after noon. */
export function isBare({ meridiem, hour, text }: ListedTime): boolean {
  return meridiem === null && hour >= 1 && hour <= 12 && !/[:.h]\d/.test(text);
}

/** The next token's plain number. */
export function takeNumber(cursor: Cursor): number | null {
  const found = cursor.peek()?.number;
  if (found !== undefined) cursor.place++;
  return found ?? null;
}

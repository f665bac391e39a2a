import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import { conflict, type DayPart, type Draft, type ListedTime } from './draft';
import { checkedTime, hourAndMinute, isYear, type Token, type WrittenTime } from './tokens';
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
  const next = cursor.peek();
  if (token.time) {
    // "14:30 hrs"
    if (token.time.meridiem === null && next?.unit === 'hour') cursor.place++;
    return token.time;
  }
  if (token.number === undefined) return null;
  if (!(numbersToo || isMilitary(token) || isClockHour(cursor) || cursor.ahead(() => dayPartAfter(cursor))))
    return null;
  if (next?.unit === 'hour') cursor.place++;
  else if (
    next?.unit ||
    next?.month !== undefined ||
    next?.word === 'times' ||
    (next?.word === 'of' && !isOfDay(cursor))
  )
    return null;
  const [hour, minute] = token.spelled ? [token.number, 0] : hourAndMinute(token.word);
  return checkedTime(token.text, hour, minute, null);
}

/** 0930 and 1630, but not what may be a year. */
function isMilitary({ word, number = 0 }: Token): boolean {
  return /^([01]\d|2[0-3])[0-5]\d$/.test(word) && !isYear(number);
}

/** "18h" without "at", unless it is how long: "in 3h", "every 3h". */
function isClockHour(cursor: Cursor): boolean {
  const before = cursor.tokens[cursor.place - 2]?.word ?? '';
  const lasts = EVERY.has(before) || /^(in|for|after|before|of|last|next|within|other)$/.test(before);
  return cursor.peek()?.word === 'h' && cursor.tokens.length > 2 && !lasts;
}

/** "of each day" after an hour, where "of january" would make the number a date. */
function isOfDay(cursor: Cursor): boolean {
  return cursor.peek(1)?.unit === 'day' || cursor.peek(2)?.unit === 'day';
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
  const hour24 = Math.floor(minuteOfDay(time) / 60);
  const meant = convert(hour24 % 12 || 12);
  const open = time.meridiem === null && time.hour >= 1 && time.hour <= 12;
  if (meant === null || (!open && meant !== hour24))
    throw new RecurrenceError(`“${time.text}” is not in the ${word}.`, { words: [time.text, word] });
  return { hour: meant % 12 || 12, minute: time.minute, meridiem: meant < 12 ? 'am' : 'pm' };
}

/** "half past nine", "quarter to 5pm", "ten past nine", "at five to nine". */
function relativeTime(cursor: Cursor): WrittenTime | null {
  return cursor.attempt(() => {
    const at = cursor.previous()?.word === 'at';
    cursor.takeWord('a');
    const part = cursor.takeWord('half') ? 30 : cursor.takeWord('quarter') ? 15 : null;
    const spelled = cursor.peek()?.spelled && at;
    const minutes = part ?? takeNumber(cursor) ?? 0;
    const unit = cursor.peek()?.unit === 'minute';
    if (unit) cursor.place++;
    if (part === 30) refuseHalf(cursor);
    // "20 to 5" without "minutes" would be a stretch of hours; "quarter of five" is American.
    const of = part === 15 && (cursor.peek(1)?.number ?? 13) <= 12 && cursor.takeWord('of');
    const to = of || ((part === 15 || unit || spelled) && cursor.takeWord('to', 'before', 'till'));
    if (minutes < 1 || minutes > 59 || !(to || cursor.takeWord('past', 'after'))) return null;
    const hour = hourNamed(cursor);
    return hour && moved(hour, to ? -minutes : minutes);
  });
}

/** "half nine" is 9:30 in Britain, and 8:30 to those who think in German or Dutch. */
function refuseHalf(cursor: Cursor): void {
  const { number, text } = cursor.peek() ?? {};
  if (number === undefined || number < 1 || number > 12 || cursor.peek(1)?.unit) return;
  const half = `half ${text}`;
  throw new RecurrenceError(`“${half}” can mean ${number - 1 || 12}:30 or ${number}:30: write which.`, {
    words: [half],
  });
}

/** A whole hour, as a time or a number. */
function hourNamed(cursor: Cursor): ListedTime | null {
  const token = cursor.peek();
  const time = token?.time ?? (token?.number === undefined ? null : checkedTime(token.text, token.number, 0, null));
  if (!token || !time || time.minute !== 0) return null;
  cursor.place++;
  return { ...time, text: token.text };
}

/** Minutes before or after a whole hour; whether that is am or pm stays as open as it was. */
function moved(time: ListedTime, minutes: number): WrittenTime {
  const total = (minuteOfDay(time) + minutes + 1440) % 1440;
  const hour = Math.floor(total / 60);
  if (time.meridiem === null)
    return { hour: time.hour <= 12 && hour === 0 ? 12 : hour, minute: total % 60, meridiem: null };
  return { hour: hour % 12 || 12, minute: total % 60, meridiem: hour < 12 ? 'am' : 'pm' };
}

/** Minutes after midnight; without am or pm the hour is read on a 24-hour clock. */
export function minuteOfDay({ hour, minute, meridiem }: WrittenTime): number {
  return (meridiem === null ? hour : (hour % 12) + (meridiem === 'pm' ? 12 : 0)) * 60 + minute;
}

/** "in the morning", "every evening", "friday night": which half of the day a bare hour means. */
export function readDayPart(cursor: Cursor, draft: Draft): boolean {
  const before = cursor.previous();
  const found = cursor.attempt(() => {
    cursor.takeWord('in', 'at', 'during');
    if (!cursor.takeIn(EVERY)) cursor.takeWord('the');
    return takeDayPart(cursor);
  });
  if (!found) return false;
  if (draft.dayPart && draft.dayPart.word !== found.word) throw conflict(draft.dayPart.word, found.word);
  draft.dayPart = found;
  if (found.word === 'night' && before?.weekday !== undefined) draft.nightOf = `${before.text} night`;
  return true;
}

/** An hour alone, which may be before or after noon. */
export function isBare({ meridiem, hour, text }: ListedTime): boolean {
  return meridiem === null && hour >= 1 && hour <= 12 && !/[:.h]\d/.test(text);
}

/** 1 to 12 without am or pm, and not written as a 24-hour time with its leading zero. */
export function isOpen({ meridiem, hour, text }: ListedTime): boolean {
  return meridiem === null && hour >= 1 && hour <= 12 && !/^0\d/.test(text);
}

/** The next token's plain number. */
export function takeNumber(cursor: Cursor): number | null {
  const found = cursor.peek()?.number;
  if (found !== undefined) cursor.place++;
  return found ?? null;
}

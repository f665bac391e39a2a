import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import type { Draft, ListedTime } from './draft';
import { isOfMonth } from './read-month-days';
import { isOpen, minuteOfDay, timeOfDay } from './time-of-day';
import type { Token } from './tokens';
import { FREQUENCIES, RANGE_WORDS } from './vocabulary';

type Hours = { from: ListedTime; to: ListedTime };

/** "between 9am and 5pm", "from 9 to 17", "9am-5pm", "after 2pm and before 5pm": the hours within which an interval runs. */
export function readWindow(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const within = cursor.tokens.some(runsWithinDays);
  const found = cursor.attempt(() => afterAndBefore(cursor)) ?? cursor.attempt(() => fromTo(cursor, within));
  if (!found) return false;
  const text = cursor.textSince(place);
  if (draft.window)
    throw new RecurrenceError(`“${draft.window.text}” and “${text}”: use one stretch of hours.`, { words: [text] });
  draft.window = { ...(found.exclusive ? found : windowHours(found.from, found.to, text)), text };
  return true;
}

/** "hourly", "every 15 minutes": numbers with a dash between them are hours then; "at hours 9-12" is no interval. */
function runsWithinDays({ unit, word }: Token, index: number, tokens: readonly Token[]): boolean {
  const before = tokens[index - 1];
  const counted =
    before?.number !== undefined || /^(every|each|all|other|half|quarter|second)$/.test(before?.word ?? '');
  const named = (counted ? unit : undefined) ?? FREQUENCIES.get(word)?.[1];
  return named === 'hour' || named === 'minute';
}

function fromTo(cursor: Cursor, within: boolean): (Hours & { exclusive?: true }) | null {
  const between = cursor.takeWord('between');
  const introduced =
    between ||
    cursor.takeAny(['starting at', 'starting from', 'beginning at', 'from', 'during']) ||
    (within && cursor.takeWord('at'));
  cursor.takePhrase('the hours of');
  if (cursor.peek()?.unit === 'hour') cursor.place++;
  const from = timeOfDay(cursor, introduced || within);
  if (!from || !((between && cursor.takeWord('and', '&')) || cursor.takeIn(RANGE_WORDS))) return null;
  const to = timeOfDay(cursor, true);
  const isDays = !introduced && isOfMonth(cursor);
  return to && !isDays ? { from, to } : null;
}

/** Here the end is left out, so the stretch ends a minute before it. */
function afterAndBefore(cursor: Cursor): (Hours & { exclusive: true }) | null {
  const from = cursor.takeWord('after') ? timeOfDay(cursor, true) : null;
  cursor.takeWord('and', ',', 'but');
  const before = from && cursor.takeWord('before') ? timeOfDay(cursor, true) : null;
  if (!from || !before) return null;
  const { from: start, to: end } = windowHours(from, before, `${from.text} and ${before.text}`);
  const last = (minuteOfDay(end) + 1439) % 1440;
  const to = { hour: Math.floor(last / 60), minute: last % 60, meridiem: null, text: before.text };
  return { from: start, to, exclusive: true };
}

/** In "1 to 5pm" both are in the afternoon, in "9 to 5pm" the first is in the morning, and "9 to 5" is a working day. */
function windowHours(from: ListedTime, to: ListedTime, text: string): Hours {
  if (from.meridiem === null && to.meridiem !== null && from.hour <= 12 && from.hour > 0) {
    // A day may well run from the morning until midnight.
    if (minuteOfDay(to) === 0 && !/^0\d/.test(from.text)) throw notClear(text);
    const other = to.meridiem === 'am' ? 'pm' : 'am';
    const same = from.hour % 12 < to.hour % 12;
    return { from: { ...from, meridiem: same ? to.meridiem : other }, to };
  }
  // "9am to 9am" may be the one time, or the day around.
  if (minuteOfDay(from) === minuteOfDay(to)) throw notClear(text);
  const isLater = (end: ListedTime) => minuteOfDay(end) > minuteOfDay(from);
  if (isLater(to) || to.meridiem !== null || to.hour < 1 || to.hour > 12) return { from, to };
  const workingDay = from.hour >= 7 && from.hour <= 10 && to.hour >= 3 && to.hour <= 7;
  if (isOpen(from) && isOpen(to) && workingDay && to.hour < from.hour)
    return { from: { ...from, meridiem: 'am' }, to: { ...to, meridiem: 'pm' } };
  // "1pm to 5" and "noon to 6" end in the afternoon; "10pm to 2" is not said which day.
  const afternoon = { ...to, meridiem: 'pm' as const };
  if (from.meridiem !== null && isLater(afternoon)) return { from, to: afternoon };
  // On a 24-hour clock "22:00 to 02:00" goes over midnight.
  if (from.hour > 12 || /^0\d/.test(to.text)) return { from, to };
  throw notClear(text);
}

function notClear(text: string): RecurrenceError {
  return new RecurrenceError(`“${text}” is not clear: write am or pm, as 9am to 5pm.`, { words: [text] });
}

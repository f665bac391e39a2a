import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { isWithinMonth, readWithin } from './read-intervals';
import { EVERY } from './vocabulary';

/** "days 1 and 15", "day 1-7", "1,8,15 of the month", "on 15 in january"; after "every month on" plain numbers too. */
export function readDayNumbers(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const days = cursor.attempt(() => {
    const named = cursor.peek()?.unit === 'day';
    const monthly = (['month', 'quarter', 'year'] as const).some((unit) => draft.every.has(unit));
    if (named) cursor.place++;
    const on = cursor.takeWord('on');
    cursor.takeWord('the');
    const found = cursor.list(() => numberOrRange(cursor)).flat();
    if (!found.length || cursor.peek()?.unit) return null;
    return named || (on && (monthly || isWithinMonth(cursor))) || isOfMonth(cursor) ? found : null;
  });
  if (!days) return false;
  const text = cursor.textSince(place);
  for (const day of days) draft.monthDays.add(checkedDay(day, text));
  draft.note('month day', text);
  readWithin(cursor, draft);
  return true;
}

/** "of the month", "every month". */
export function isOfMonth(cursor: Cursor): boolean {
  const of = cursor.peek()?.word === 'of' || EVERY.has(cursor.peek()?.word ?? '');
  return of && [cursor.peek(1), cursor.peek(2)].some((token) => token?.unit === 'month');
}

/** Numbers or ordinals, one or a range of them: "5", "1-7", "5 through 15". */
export function numberOrRange(cursor: Cursor): number[] | null {
  const pair = cursor.range(() => dayNumber(cursor));
  if (pair) return pair[1] < pair[0] || pair[1] > 60 ? null : numbersBetween(...pair);
  const day = dayNumber(cursor);
  return day === null ? null : [day];
}

export function numbersBetween(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** A day of the month, as a number or an ordinal that counts from its start. */
export function dayNumber(cursor: Cursor): number | null {
  const { number, ordinal } = cursor.peek() ?? {};
  const day = number ?? ordinal;
  if (day === undefined || day < 0) return null;
  cursor.place++;
  return day;
}

/** "end of the month", "start of each quarter", "month end", "the day before last", "3 days before the end of the month". */
export function readAnchor(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const day = cursor.attempt(() => {
    cursor.takeWord('at', 'on', 'by');
    cursor.takeWord('the', ...EVERY);
    const before = daysBefore(cursor);
    cursor.takeWord('the');
    if (before && cursor.takeWord('last', 'final')) {
      if (cursor.peek()?.unit === 'day') cursor.place++;
      return -1 - before;
    }
    const shortForm = takeShortForm(cursor, draft);
    if (shortForm) return -1 - before;
    const word = cursor.peek()?.word;
    if (!cursor.takeWord('end', 'start', 'beginning')) return null;
    if (!isWithinMonth(cursor)) return null;
    if (word === 'end') return -1 - before;
    return before ? null : 1;
  });
  if (day === null) return false;
  const text = cursor.textSince(place);
  draft.monthDays.add(checkedDay(day, text));
  draft.note('month day', text);
  readWithin(cursor, draft);
  return true;
}
/** "month end", "quarter end", "eom", "eoq": the last day of what they name. */
function takeShortForm(cursor: Cursor, draft: Draft): boolean {
  const unit = cursor.peek()?.unit;
  const [, letter] = /^eo([mqy])$/.exec(cursor.peek()?.word ?? '') ?? [];
  if (letter) cursor.place++;
  else if (!(unit && cursor.peek(1)?.word === 'end')) return false;
  else cursor.place += 2;
  if (unit === 'quarter' || letter === 'q') draft.within = 'quarter';
  else if (unit === 'year' || letter === 'y') draft.within = 'year';
  else if (unit !== 'month' && letter !== 'm') return false;
  return true;
}

/** "3 days before", "the day before". */
function daysBefore(cursor: Cursor): number {
  const count = cursor.peek()?.number;
  const ahead = count === undefined ? 0 : 1;
  if (cursor.peek(ahead)?.unit !== 'day' || cursor.peek(ahead + 1)?.word !== 'before') return 0;
  cursor.place += ahead + 2;
  return count ?? 1;
}

/** A day that some month has, counted from its start or end. */
export function checkedDay(day: number, text: string): number {
  if (Math.abs(day) >= 1 && Math.abs(day) <= 31) return day;
  throw new RecurrenceError(`“${text}” is not a day of the month.`, { words: [text] });
}

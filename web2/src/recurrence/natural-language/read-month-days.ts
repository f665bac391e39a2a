import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { readWithin } from './read-intervals';

/** "days 1 and 15", "day 1-7"; after "every month on" plain numbers too. */
export function readDayNumbers(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const days = cursor.attempt(() => {
    const named = cursor.peek()?.unit === 'day';
    const monthly = ['month', 'quarter', 'year'].some((unit) => draft.every.has(unit as 'month'));
    if (named) cursor.place++;
    else if (!monthly || !cursor.takeWord('on')) return null;
    cursor.takeWord('the');
    const found = cursor.list(() => dayNumbers(cursor)).flat();
    return found.length && !cursor.peek()?.unit ? found : null;
  });
  if (!days) return false;
  const text = cursor.textSince(place);
  for (const day of days) draft.monthDays.add(checkedDay(day, text));
  draft.note('month day', text);
  readWithin(cursor, draft);
  return true;
}

function dayNumbers(cursor: Cursor): number[] | null {
  const pair = cursor.range(() => dayNumber(cursor));
  if (pair)
    return pair[1] < pair[0] ? null : Array.from({ length: pair[1] - pair[0] + 1 }, (_, index) => pair[0] + index);
  const day = dayNumber(cursor);
  return day === null ? null : [day];
}

/** A day of the month, as a number or an ordinal that counts from its start. */
export function dayNumber(cursor: Cursor): number | null {
  const { number, ordinal } = cursor.peek() ?? {};
  const day = number ?? ordinal;
  if (day === undefined || day < 0) return null;
  cursor.place++;
  return day;
}

/** "end of the month", "start of each quarter", "month end", "3 days before the end of the month". */
export function readAnchor(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const day = cursor.attempt(() => {
    const before = daysBefore(cursor);
    cursor.takeWord('the');
    if (cursor.takePhrase('month end') || cursor.takePhrase('month - end') || cursor.takeWord('eom'))
      return -1 - before;
    const word = cursor.peek()?.word;
    if (!cursor.takeWord('end', 'start', 'beginning') || cursor.peek()?.word !== 'of') return null;
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

function daysBefore(cursor: Cursor): number {
  const count = cursor.peek()?.number;
  if (count === undefined || cursor.peek(1)?.unit !== 'day' || cursor.peek(2)?.word !== 'before') return 0;
  cursor.place += 3;
  return count;
}

/** A day that some month has, counted from its start or end. */
export function checkedDay(day: number, text: string): number {
  if (Math.abs(day) >= 1 && Math.abs(day) <= 31) return day;
  throw new RecurrenceError(`“${text}” is not a day of the month.`, { words: [text] });
}

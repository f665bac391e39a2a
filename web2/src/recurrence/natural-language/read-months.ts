import { daysInMonth } from '@/recurrence/civil';
import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { dayNumber, numberOrRange, numbersBetween } from './read-month-days';
import { EVERY } from './vocabulary';

/** "in january and july", "from june to august", "every march". */
export function readMonths(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const found = cursor.attempt(() => {
    const between = cursor.takeWord('between');
    if (!between) cursor.takeWord('in', 'during', 'of', 'for', 'from', 'on');
    cursor.takePhrase('the month of');
    const every = cursor.takeIn(EVERY);
    const months = between ? pairJoinedByAnd(cursor) : monthList(cursor);
    return months && { months, every };
  });
  if (!found) return false;
  const text = cursor.textSince(place);
  for (const month of found.months) draft.months.add(month);
  if (found.every) draft.everyMonthName = text;
  draft.note('month', text);
  return true;
}

/** "january 1st", "25 december", "1st and 15th of april and october". */
export function readDates(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const dates = cursor.attempt(() => {
    cursor.takeWord('on');
    cursor.takeIn(EVERY);
    cursor.takeWord('the');
    return monthFirst(cursor) ?? dayFirst(cursor);
  });
  if (!dates) return false;
  const text = cursor.textSince(place);
  for (const date of dates) {
    if (date.day < 1 || date.day > daysInMonth(2000, date.month))
      throw new RecurrenceError(`“${text}” is not a date.`, { words: [text] });
    draft.dates.push(date);
  }
  draft.note('date', text);
  return true;
}

type MonthDay = { month: number; day: number };

function monthFirst(cursor: Cursor): MonthDay[] | null {
  return cursor.attempt(() => {
    const first = month(cursor);
    cursor.takeWord('the');
    const days = first === null ? [] : cursor.list(() => daysBeside(cursor)).flat();
    return days.length ? days.map((day) => ({ month: first ?? 0, day })) : null;
  });
}

function dayFirst(cursor: Cursor): MonthDay[] | null {
  return cursor.attempt(() => {
    cursor.takeWord('from');
    const days = cursor
      .list(() => {
        cursor.takeWord('the');
        return numberOrRange(cursor);
      })
      .flat();
    if (cursor.peek()?.unit === 'day') cursor.place++;
    const of = cursor.takeWord('of');
    const months = days.length ? (of ? monthList(cursor) : cursor.attempt(() => oneMonth(cursor))) : null;
    return months?.flatMap((month) => days.map((day) => ({ month, day }))) ?? null;
  });
}

/** One day after a month's name, or a range of them. */
function daysBeside(cursor: Cursor): number[] | null {
  const pair = cursor.range(() => dayBeside(cursor));
  if (pair) return pair[1] < pair[0] || pair[1] > 31 ? null : numbersBetween(...pair);
  const day = dayBeside(cursor);
  return day === null ? null : [day];
}

/** A day after a month's name, unless it counts something or begins the next date. */
function dayBeside(cursor: Cursor): number | null {
  const day = dayNumber(cursor);
  const next = cursor.peek();
  const begins =
    next?.unit !== undefined || next?.weekday !== undefined || next?.month !== undefined || next?.word === 'of';
  return begins ? null : day;
}

function oneMonth(cursor: Cursor): number[] | null {
  const found = month(cursor);
  return found === null ? null : [found];
}

/** The months of a list such as "jan, march-may and july", null when none comes next. */
export function monthList(cursor: Cursor): number[] | null {
  const months = cursor.list(() => monthItem(cursor), { adjacent: true }).flat();
  return months.length ? months : null;
}

function monthItem(cursor: Cursor): number[] | null {
  const pair = cursor.range(() => month(cursor));
  return pair ? monthsBetween(...pair) : oneMonth(cursor);
}

function pairJoinedByAnd(cursor: Cursor): number[] | null {
  const from = month(cursor);
  const to = cursor.takeWord('and', '&') ? month(cursor) : null;
  return from === null || to === null ? null : monthsBetween(from, to);
}

export function monthsBetween(from: number, to: number): number[] {
  return Array.from({ length: ((to - from + 12) % 12) + 1 }, (_, index) => ((from - 1 + index) % 12) + 1);
}

export function month(cursor: Cursor): number | null {
  const found = cursor.peek()?.month;
  if (found !== undefined) cursor.place++;
  return found ?? null;
}

import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { isWithinMonth } from './read-intervals';
import { EVERY } from './vocabulary';

const WORKDAYS = [1, 2, 3, 4, 5];
const WEEKEND = [6, 0];

/** "monday to friday", "every other friday", "weekends", "friday the 13th". */
export function readWeekdays(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const found = cursor.attempt(() => {
    const second = takeEveryOther(cursor);
    const days = weekdayList(cursor);
    // "every second friday of the month" counts within the month.
    return days && !(second === 'second' && isWithinMonth(cursor)) ? { days, second } : null;
  });
  if (!found) return false;
  const text = cursor.textSince(place);
  if (found.second) draft.repeat(2, 'week', text);
  // "every weekday (mon-fri)" says the same twice.
  const known = draft.weekdays.size > 0 && draft.weekdays.size === new Set([...draft.weekdays, ...found.days]).size;
  if (!known || new Set(found.days).size < draft.weekdays.size) draft.note('weekday', text);
  for (const day of found.days) draft.weekdays.add(day);
  readDateOfWeekday(cursor, draft);
  return true;
}

function takeEveryOther(cursor: Cursor): 'other' | 'second' | null {
  const every = cursor.takeIn(EVERY);
  if (cursor.takeWord('other', 'alternate')) return 'other';
  if (!every || cursor.peek()?.ordinal !== 2) return null;
  cursor.place++;
  return 'second';
}

/** The weekdays of a list such as "mon, wed-fri and weekends", null when none comes next. */
export function weekdayList(cursor: Cursor): number[] | null {
  return cursor.attempt(() => {
    if (cursor.takeWord('between')) return pairJoinedByAnd(cursor);
    cursor.takeWord('from');
    cursor.takeWord('the');
    const days = cursor.list(() => weekdayItem(cursor), { adjacent: true }).flat();
    return days.length ? days : null;
  });
}

function pairJoinedByAnd(cursor: Cursor): number[] | null {
  const from = weekday(cursor);
  const to = cursor.takeWord('and') ? weekday(cursor) : null;
  return from === null || to === null ? null : daysBetween(from, to);
}

function weekdayItem(cursor: Cursor): number[] | null {
  cursor.takeWord('on');
  const pair = cursor.range(() => weekday(cursor));
  if (pair) return daysBetween(...pair);
  const day = weekday(cursor);
  if (day !== null) return [day];
  if (takeWorkday(cursor)) return WORKDAYS;
  if (!cursor.takeWord('weekend', 'weekends')) return null;
  cursor.takeWord('day', 'days');
  return WEEKEND;
}

/** "weekday", "business days", "workdays": Monday to Friday. */
export function takeWorkday(cursor: Cursor): boolean {
  if (cursor.takeWord('weekday', 'weekdays', 'workday', 'workdays')) return true;
  return ['business', 'working', 'work', 'week'].some(
    (kind) => cursor.takePhrase(`${kind} day`) || cursor.takePhrase(`${kind} days`),
  );
}

function weekday(cursor: Cursor): number | null {
  const day = cursor.peek()?.weekday;
  if (day !== undefined) cursor.place++;
  return day ?? null;
}

function daysBetween(from: number, to: number): number[] {
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => (from + index) % 7);
}

/** "the 13th" straight after a weekday asks for both at once. */
function readDateOfWeekday(cursor: Cursor, draft: Draft): void {
  const { place } = cursor;
  const day = cursor.attempt(() => {
    const ordinal = cursor.takeWord('the') ? cursor.peek()?.ordinal : undefined;
    cursor.place++;
    const countsSomething =
      cursor.peek()?.weekday !== undefined || cursor.peek()?.unit === 'day' || takeWorkday(cursor);
    return ordinal === undefined || ordinal < 1 || countsSomething ? null : ordinal;
  });
  if (day === null) return;
  draft.monthDays.add(day);
  draft.bothDays = true;
  draft.note('month day', cursor.textSince(place));
}

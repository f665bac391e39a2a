import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import { conflict, type Draft, refuse } from './draft';
import { isWithinMonth } from './read-intervals';
import { checkedDay, numberOrRange } from './read-month-days';
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
    return days && !(second && second !== 'other' && isWithinMonth(cursor)) ? { days, second } : null;
  });
  if (!found) return false;
  const text = cursor.textSince(place);
  if (found.second) draft.repeat(2, 'week', text);
  // "every other tuesday and every friday" are two schedules.
  if (draft.has('weekday') && draft.everyOther !== Boolean(found.second))
    draft.problem ??= conflict(draft.textOf('weekday'), text);
  draft.everyOther = Boolean(found.second);
  if (found.second === '2nd') draft.problem ??= everyOtherOrSecond(text);
  if (found.second && /\b(week|wk|work|business |working |work |week )days?$/i.test(text))
    draft.problem ??= refuse(
      text,
      'can mean every 2 weeks or every second of these days: write which, or name the days.',
    );
  // "every weekday (mon-fri)" says the same twice.
  const known = draft.weekdays.size > 0 && draft.weekdays.size === new Set([...draft.weekdays, ...found.days]).size;
  if (!known || new Set(found.days).size < draft.weekdays.size)
    draft.note('weekday', text, `weekdays ${[...found.days].sort()}`);
  for (const day of found.days) draft.weekdays.add(day);
  readDateOfWeekday(cursor, draft);
  return true;
}

function takeEveryOther(cursor: Cursor): 'other' | 'second' | '2nd' | null {
  const every = cursor.takeIn(EVERY);
  cursor.takeWord('single');
  if (cursor.takeWord('alternate', 'alternating') || (every && cursor.takeWord('other'))) return 'other';
  const next = cursor.peek();
  if (!every || next?.ordinal !== 2) return null;
  cursor.place++;
  return next.spelled ? 'second' : '2nd';
}

function everyOtherOrSecond(text: string): RecurrenceError {
  const [, , ...days] = text.split(' ');
  const choices = `“every other ${days.join(' ')}” or “2nd ${days.join(' ')} of the month”`;
  return new RecurrenceError(`“${text}” can mean every 2 weeks or once a month: write ${choices}.`, { words: [text] });
}

/** The weekdays of a list such as "mon, wed-fri and weekends", null when none comes next. */
export function weekdayList(cursor: Cursor): number[] | null {
  return cursor.attempt(() => {
    if (cursor.takeWord('between')) return pairJoinedByAnd(cursor);
    cursor.takeWord('from', 'during', 'at', 'over');
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
  const { place } = cursor;
  const pair = cursor.range(() => weekday(cursor));
  if (pair && pair[0] === pair[1]) throw refuse(cursor.textSince(place), 'can mean one day or every day: write which.');
  if (pair) return daysBetween(...pair);
  const day = weekday(cursor);
  if (day !== null) return [day];
  if (takeWorkday(cursor)) return WORKDAYS;
  if (cursor.takeWord('mwf')) return [1, 3, 5];
  if (cursor.takeWord('tth', 'tuth')) return [2, 4];
  if (!cursor.takeWord('weekend', 'weekends', 'wkend', 'wkends')) return null;
  cursor.takeWord('day', 'days');
  return WEEKEND;
}

/** "weekday", "business days", "workdays": Monday to Friday. */
export function takeWorkday(cursor: Cursor): boolean {
  if (cursor.takeWord('weekday', 'weekdays', 'workday', 'workdays', 'wkday', 'wkdays')) return true;
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

/** "the 13th" straight after a weekday asks for both at once, as "that falls on the 13th" does. */
function readDateOfWeekday(cursor: Cursor, draft: Draft): void {
  const { place } = cursor;
  const days = cursor.attempt(() => {
    const falls = cursor.takeAny(['that falls on', 'that fall on', 'if it is', 'when it is']);
    if (!cursor.takeWord('the')) return null;
    const found = cursor.list(() => numberOrRange(cursor)).flat();
    const countsSomething =
      cursor.peek()?.weekday !== undefined || cursor.peek()?.unit === 'day' || takeWorkday(cursor);
    return !found.length || countsSomething || (!falls && found.length > 1) ? null : found;
  });
  if (!days) return;
  const text = cursor.textSince(place);
  for (const day of days) draft.monthDays.add(checkedDay(day, text));
  draft.bothDays = true;
  draft.note('month day', text);
}

import { daysInMonth } from '@/recurrence/civil';
import type { Cursor } from './cursor';
import { type Draft, refuse } from './draft';
import { dayNumber } from './read-month-days';
import { month, monthsBetween } from './read-months';

type MonthDay = { month: number; day: number };

/** "from 1 june to 31 august", "between june 1 and august 31": whole months, since no schedule holds others. */
export function readDateStretch(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const found = cursor.attempt(() => {
    const between = cursor.takeWord('between');
    if (!between) cursor.takeWord('from', 'during');
    return cursor.range(() => monthDay(cursor), { between });
  });
  if (!found) return false;
  const text = cursor.textSince(place);
  const [from, to] = found;
  const whole = from.day === 1 && to.day >= daysInMonth(2001, to.month) && to.day <= daysInMonth(2000, to.month);
  if (!whole) throw refuse(text, 'does not fit one schedule: name whole months, as from june to august.');
  for (const each of monthsBetween(from.month, to.month)) draft.months.add(each);
  draft.note('month', text);
  return true;
}

/** One date with its month's name. */
function monthDay(cursor: Cursor): MonthDay | null {
  return cursor.attempt(() => {
    cursor.takeWord('the');
    const first = month(cursor);
    cursor.takeWord('the');
    const day = dayNumber(cursor);
    cursor.takeWord('of');
    const named = first ?? month(cursor);
    return day === null || named === null ? null : { month: named, day };
  });
}

import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { checkedDay, dayNumber } from './read-month-days';
import { monthList } from './read-months';
import { EVERY } from './vocabulary';

/** "every 3rd day of every month from the 1st", as a schedule is read back. */
export function readSteppedDays(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const found = cursor.attempt(() => {
    const step = cursor.takeIn(EVERY) ? dayNumber(cursor) : null;
    if (!step || cursor.peek()?.unit !== 'day') return null;
    cursor.place++;
    if (!cursor.takeWord('of')) return null;
    const months = monthsNamed(cursor);
    const from = months && cursor.takePhrase('from the') ? dayNumber(cursor) : null;
    return months && from ? { step, months, from } : null;
  });
  if (!found) return false;
  const text = cursor.textSince(place);
  for (let day = checkedDay(found.from, text); day <= 31; day += found.step) draft.monthDays.add(day);
  for (const month of found.months) draft.months.add(month);
  draft.note('month day', text);
  return true;
}

/** "every month", "every month from june to august", "january and april". */
function monthsNamed(cursor: Cursor): number[] | null {
  if (!EVERY.has(cursor.peek()?.word ?? '') || cursor.peek(1)?.unit !== 'month') return monthList(cursor);
  cursor.place += 2;
  return cursor.attempt(() => (cursor.takeWord('from', 'in') ? monthList(cursor) : null)) ?? [];
}

import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { numberOrRange } from './read-month-days';
import { monthList } from './read-months';
import { weekdayList } from './read-weekdays';
import { EXCEPT } from './vocabulary';

/** "except sunday", "but not in august", "not on weekends", "except the 1st". */
export function readExcept(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const found = cursor.attempt(() => {
    if (!cursor.takeAny(EXCEPT)) return null;
    while (cursor.takeWord('.', 'not', 'for', 'on', 'in', 'the', 'any', 'every'));
    const weekdays = weekdayList(cursor);
    const months = weekdays ? null : monthList(cursor);
    // A plain number might be an hour.
    const days = cursor.list(() => (cursor.peek()?.ordinal ? numberOrRange(cursor) : null)).flat();
    if (cursor.peek()?.unit === 'day') cursor.place++;
    return weekdays || months || days.length ? { weekdays: weekdays ?? [], months: months ?? [], days } : null;
  });
  if (!found) return false;
  draft.exceptText = cursor.textSince(place);
  const month = found.months[0] ?? cursor.peek()?.month ?? cursor.peek(1)?.month;
  const isOneDate = found.days.length > 0 && month !== undefined;
  if (isOneDate || (found.days.length && found.weekdays.length))
    throw new RecurrenceError(`“${draft.exceptText}”: single dates cannot be left out.`, { words: [draft.exceptText] });
  for (const day of found.weekdays) draft.exceptWeekdays.add(day);
  for (const month of found.months) draft.exceptMonths.add(month);
  for (const day of found.days) draft.exceptMonthDays.add(day);
  return true;
}

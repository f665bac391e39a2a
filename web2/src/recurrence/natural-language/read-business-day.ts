import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { readWithin } from './read-intervals';
import { isOfMonth, numberOrRange } from './read-month-days';
import { EVERY } from './vocabulary';

const NAMES = ['business day', 'working day', 'wd', 'bd'];
/** "workday 9" may be a time of day. */
const OPEN_NAMES = ['work day', 'workday', 'business days', 'working days', 'work days', 'workdays'];
const MOST = 23;

/** "working day 3", "business days 1 and 5", "WD3": days of the month, counted without weekends. */
export function readBusinessDay(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const days = cursor.attempt(() => {
    // "every working day 9" would be a time.
    if (EVERY.has(cursor.previous()?.word ?? '')) return null;
    cursor.takeWord('on', 'by');
    cursor.takeWord('the');
    const clear = cursor.takeAny(NAMES);
    if (!clear && !cursor.takeAny(OPEN_NAMES)) return null;
    const found = cursor.list(() => (cursor.peek()?.ordinal ? null : numberOrRange(cursor))).flat();
    if (!found.length || cursor.peek()?.unit) return null;
    return clear || found.length > 1 || isOfMonth(cursor) ? found : null;
  });
  if (!days) return false;
  const text = cursor.textSince(place);
  if (days.some((day) => day < 1 || day > MOST))
    throw new RecurrenceError(`“${text}”: no month has that many.`, { words: [text] });
  for (const day of days) draft.businessDays.add(day);
  draft.note('weekday', text);
  readWithin(cursor, draft);
  return true;
}

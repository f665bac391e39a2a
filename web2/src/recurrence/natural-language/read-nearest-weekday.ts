import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { readWithin } from './read-intervals';
import { checkedDay, dayNumber } from './read-month-days';
import { takeWorkday } from './read-weekdays';

/** "the weekday nearest the 15th", "nearest business day to the 1st". */
export function readNearestWeekday(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const day = cursor.attempt(() => {
    cursor.takeWord('on');
    cursor.takeWord('the');
    const first = takeNearest(cursor);
    if (!takeWorkday(cursor) || !(first || takeNearest(cursor))) return null;
    cursor.takeWord('to');
    cursor.takeWord('the');
    return dayNumber(cursor);
  });
  if (day === null) return false;
  const text = cursor.textSince(place);
  draft.nearestWeekday = checkedDay(day, text);
  draft.note('weekday', text);
  readWithin(cursor, draft);
  return true;
}

function takeNearest(cursor: Cursor): boolean {
  return cursor.takeWord('nearest', 'closest');
}

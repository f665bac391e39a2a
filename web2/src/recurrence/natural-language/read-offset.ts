import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { dayNumber } from './read-month-days';
import { minuteOfDay, timeOfDay } from './time-of-day';

type Offset = Pick<NonNullable<Draft['offset']>, 'unit' | 'value'>;

/** "starting at minute 5", "starting on the 7th minute", "starting at 2am", "from 2am": where an interval's steps begin. */
export function readOffset(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const found = cursor.attempt(() => {
    const starting = cursor.takeWord('starting', 'beginning', 'starts', 'offset');
    if (!starting && !(draft.every.has('hour') && cursor.takeWord('from'))) return null;
    cursor.takeWord('at', 'from', 'on');
    cursor.takeWord('the');
    return namedUnit(cursor) ?? hour(cursor);
  });
  if (!found) return false;
  draft.offset = { ...found, text: cursor.textSince(place) };
  return true;
}

/** "minute 5", "7th minute", "day 3". */
function namedUnit(cursor: Cursor): Offset | null {
  return cursor.attempt(() => {
    const before = takeStep(cursor);
    const value = dayNumber(cursor);
    const unit = before ?? takeStep(cursor);
    if (value === null || !unit) return null;
    return { unit, value: unit === 'hour' ? value * 60 : value };
  });
}

function takeStep(cursor: Cursor): Offset['unit'] | null {
  const unit = cursor.peek()?.unit;
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') return null;
  cursor.place++;
  return unit;
}

/** A time, as minutes after midnight. */
function hour(cursor: Cursor): Offset | null {
  const time = timeOfDay(cursor, false);
  return time && { unit: 'hour', value: minuteOfDay(time) };
}

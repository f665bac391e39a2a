import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { takeUnit } from './read-intervals';
import { numberOrRange } from './read-month-days';
import { takeNumber } from './time-of-day';
import { EVERY } from './vocabulary';

/** "at minute 15", ":30", "10 minutes past every hour", "on the half hour". */
export function readMinutesPast(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const minutes = cursor.attempt(() => {
    cursor.takeWord('at', 'on', '@');
    cursor.takeWord('the');
    return namedMinutes(cursor) ?? ordinalMinutes(cursor) ?? colonMinutes(cursor) ?? minutesPastHour(cursor, draft);
  });
  if (!minutes) return false;
  const text = cursor.textSince(place);
  for (const minute of minutes) {
    if (minute > 59) throw new RecurrenceError(`“${text}”: an hour has minutes 0 to 59.`, { words: [text] });
    draft.minutesPast.add(minute);
  }
  draft.note('time', text, `minutes ${minutes}`);
  return true;
}

function namedMinutes(cursor: Cursor): number[] | null {
  if (cursor.peek()?.unit !== 'minute') return null;
  cursor.place++;
  const minutes = cursor.list(() => (cursor.peek()?.ordinal ? null : numberOrRange(cursor))).flat();
  return minutes.length ? minutes : null;
}

function colonMinutes(cursor: Cursor): number[] | null {
  const minutes = cursor.list(() => {
    const [, digits] = /^:(\d\d)$/.exec(cursor.peek()?.word ?? '') ?? [];
    cursor.place++;
    return digits === undefined ? null : Number(digits);
  });
  return minutes.length ? minutes : null;
}

/** "10th minute", "top of the hour". */
function ordinalMinutes(cursor: Cursor): number[] | null {
  return cursor.attempt(() => {
    if (cursor.takePhrase('top of')) {
      cursor.takeWord('the', ...EVERY);
      return takeUnit(cursor) === 'hour' ? [0] : null;
    }
    const minutes = cursor.list(() => (cursor.peek()?.ordinal ? numberOrRange(cursor) : null)).flat();
    return minutes.length && takeUnit(cursor) === 'minute' ? minutes : null;
  });
}

function minutesPastHour(cursor: Cursor, draft: Draft): number[] | null {
  const whole = cursor.peek()?.unit === 'hour';
  if (whole || cursor.takePhrase('half hour')) {
    if (whole) cursor.place++;
    // "on the hour", not "an hour" or "every hour".
    return cursor.tokens[cursor.place - (whole ? 2 : 3)]?.word === 'the' ? [whole ? 0 : 30] : null;
  }
  cursor.takeWord('a');
  const part = cursor.takeWord('half') ? 30 : cursor.takeWord('quarter') ? 15 : null;
  const listed = part === null ? cursor.list(() => takeNumber(cursor)) : [part];
  const hourly = draft.every.has('hour');
  const minute = cursor.peek()?.unit === 'minute';
  if (minute) cursor.place++;
  const to = cursor.takeWord('to', 'before');
  if (!listed.length || !(to || cursor.takeWord('past', 'after'))) return null;
  // "five minutes past midnight" is a time.
  if (cursor.peek()?.time || cursor.peek()?.number !== undefined) return null;
  const { place } = cursor;
  const every = cursor.takeIn(EVERY);
  cursor.takeWord('the');
  if (cursor.peek()?.unit === 'hour') {
    cursor.place++;
    draft.repeat(1, 'hour', every ? cursor.textSince(place) : 'every hour');
  } else if (!(minute || hourly) || to || cursor.place > place) return null;
  return to ? listed.map((value) => 60 - value) : listed;
}

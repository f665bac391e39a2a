import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { DAY_PARTS, EVERY, FREQUENCIES, TWICE_OR_EVERY_TWO, type Unit } from './vocabulary';

type Interval = readonly [count: number, unit: Unit];

/** "every 15 minutes", "each second month", "hourly", "once a week", "every half hour". */
export function readInterval(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const found = [adverb, phrase, atIntervals, onTheMinute].reduce<Interval | null>(
    (earlier, read) => earlier ?? cursor.attempt(() => read(cursor)),
    null,
  );
  if (!found) return readTwiceOrEveryTwo(cursor, draft);
  const [count, unit] = found;
  const text = cursor.textSince(place);
  const refuse = (why: string) => new RecurrenceError(`“${text}” ${why}`, { words: [text] });
  if (unit === 'second') throw refuse('is too often: the shortest interval is one minute.');
  if (count < 1) throw refuse('never runs: use 1 or more.');
  draft.repeat(count, unit, text);
  if (text.toLowerCase() === 'nightly') readNight(draft);
  if (!(unit === 'day' && count > 1)) takeWhole(cursor, unit);
  // As a schedule without a weekday is read back.
  if (unit === 'week') cursor.takePhrase('on the weekday of its start');
  return true;
}

/** "every hour of the day", "every day of the week" leave nothing out. */
function takeWhole(cursor: Cursor, unit: Unit): void {
  const wholes: Partial<Record<Unit, readonly Unit[]>> = { minute: ['hour', 'day'], hour: ['day'], day: ['week'] };
  cursor.attempt(() => {
    if (!cursor.takeWord('of')) return null;
    cursor.takeWord('the', ...EVERY);
    const whole = takeUnit(cursor);
    return whole && wholes[unit]?.includes(whole) ? whole : null;
  });
}

function readNight(draft: Draft): void {
  const convert = DAY_PARTS.get('night');
  if (convert) draft.dayPart = { word: 'night', convert };
}

/** "at 15 minute intervals". */
function atIntervals(cursor: Cursor): Interval | null {
  cursor.takeWord('at', 'in');
  const count = cursor.peek()?.number;
  if (count === undefined) return null;
  cursor.place++;
  cursor.takeWord('-');
  const unit = takeUnit(cursor);
  return unit && cursor.takeWord('intervals', 'interval') ? [count, unit] : null;
}

/** "on the minute" is every minute, as "on the hour" is every hour. */
function onTheMinute(cursor: Cursor): Interval | null {
  return cursor.takePhrase('on the minute') && cursor.peek()?.number === undefined ? [1, 'minute'] : null;
}

/** "biweekly": how it is meant is settled by the days that the sentence names. */
function readTwiceOrEveryTwo(cursor: Cursor, draft: Draft): boolean {
  const token = cursor.peek();
  const unit = TWICE_OR_EVERY_TWO.get(token?.word ?? '');
  if (!token || !unit) return false;
  cursor.place++;
  draft.twiceOrEveryTwo = { unit, text: token.text };
  draft.repeat(2, unit, token.text);
  return true;
}

/** "of the month", "in every quarter", "a month": what the days named before belong to. */
export function readWithin(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const unit = cursor.attempt(() => {
    if (cursor.takeWord('of', 'in')) cursor.takeWord('the', 'a', 'any', ...EVERY);
    else if (!cursor.takeWord('a', 'per', 'every', 'each')) return null;
    const unit = takeUnit(cursor);
    return unit === 'month' || unit === 'quarter' || unit === 'year' ? unit : null;
  });
  if (unit === 'month') draft.repeat(1, 'month', cursor.textSince(place));
  else if (unit) draft.within = unit;
  return unit !== null;
}

/** Whether "of the month" or a month's name comes next, which makes "second friday" a day of the month. */
export function isWithinMonth(cursor: Cursor): boolean {
  let ahead = 0;
  if (/^(of|in)$/.test(cursor.peek()?.word ?? '')) {
    ahead = 1;
    while (/^(the|a|any|every|each|all|other|\d+)$/.test(cursor.peek(ahead)?.word ?? '')) ahead++;
    const unit = cursor.peek(ahead)?.unit;
    if (unit === 'month' || unit === 'quarter' || unit === 'year') return true;
  }
  return cursor.peek(ahead)?.month !== undefined;
}

export function takeUnit(cursor: Cursor): Unit | null {
  const unit = cursor.peek()?.unit;
  if (unit) cursor.place++;
  return unit ?? null;
}

function adverb(cursor: Cursor): Interval | null {
  cursor.takeWord('once');
  if (cursor.takeWord('half', 'semi')) {
    if (cursor.takeWord('hourly')) return [30, 'minute'];
    return cursor.takeWord('yearly', 'annually', 'annual') ? [6, 'month'] : null;
  }
  const found = FREQUENCIES.get(cursor.peek()?.word ?? '');
  if (found) cursor.place++;
  return found ?? null;
}

function phrase(cursor: Cursor): Interval | null {
  if (EVERY.has(cursor.peek(1)?.word ?? '')) cursor.takeWord('at', 'on');
  const once = cursor.takeWord('once');
  // "once in 2 weeks"
  const counts = once && cursor.takeWord('in') && cursor.peek()?.number !== undefined;
  const alternate = /^alternat(e|ing)$/.test(cursor.peek()?.word ?? '');
  // "all day" and "all week" say how long, not how often.
  if (cursor.peek()?.word === 'all' && cursor.peek(1)?.unit === cursor.peek(1)?.word) return null;
  if (!counts && !alternate && !cursor.takeIn(EVERY) && !(once && cursor.takeWord('a', 'an', 'per'))) return null;
  cursor.takeWord('single');
  return fraction(cursor) ?? counted(cursor);
}

function fraction(cursor: Cursor): Interval | null {
  return cursor.attempt(() => {
    const parts = cursor.takeWord('half') ? 2 : cursor.takeWord('quarter') ? 4 : 0;
    if (!parts) return null;
    cursor.takeWord('of');
    cursor.takeWord('a', 'an');
    const unit = takeUnit(cursor);
    if (unit === 'hour') return [60 / parts, 'minute'];
    return unit === 'year' ? [12 / parts, 'month'] : null;
  });
}

function counted(cursor: Cursor): Interval | null {
  const next = cursor.peek();
  if (cursor.takeWord('other', 'alternate', 'alternating')) {
    const unit = takeUnit(cursor);
    return unit && [2, unit];
  }
  if (next?.ordinal !== undefined && next.ordinal > 1) return everyNth(cursor, next.ordinal, next.word);
  if (next?.number !== undefined) cursor.place++;
  if (cursor.takeWord('fortnight', 'fortnights')) return [2 * (next?.number ?? 1), 'week'];
  const unit = takeUnit(cursor);
  // "every week day" is a weekday, "every month end" a day.
  if ((unit === 'week' && cursor.peek()?.unit === 'day') || cursor.peek()?.word === 'end') return null;
  return unit && [next?.number ?? 1, unit];
}

function everyNth(cursor: Cursor, ordinal: number, word: string): Interval | null {
  cursor.place++;
  const unit = takeUnit(cursor);
  // "every 2nd day of the month" names a day; "every second" at the end is the unit of time.
  if (unit) return unit === 'day' && isWithinMonth(cursor) ? null : [ordinal, unit];
  return word === 'second' && !cursor.peek() ? [1, 'second'] : null;
}

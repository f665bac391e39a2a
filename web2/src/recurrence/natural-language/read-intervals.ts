import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { EVERY, FREQUENCIES, type Unit } from './vocabulary';

type Interval = readonly [count: number, unit: Unit];

/** "every 15 minutes", "each second month", "hourly", "once a week", "every half hour". */
export function readInterval(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const found = cursor.attempt(() => adverb(cursor) ?? phrase(cursor));
  if (!found) return false;
  const [count, unit] = found;
  const text = cursor.textSince(place);
  const refuse = (why: string) => new RecurrenceError(`“${text}” ${why}`, { words: [text] });
  if (unit === 'second') throw refuse('is too often: the shortest interval is one minute.');
  if (count < 1) throw refuse('never runs: use 1 or more.');
  draft.repeat(count, unit, text);
  if (unit === 'day') cursor.takePhrase('of the week');
  return true;
}

/** "of the month", "in every quarter", "a month": what the days named before belong to. */
export function readWithin(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const unit = cursor.attempt(() => {
    if (cursor.takeWord('of', 'in')) cursor.takeWord('the', 'a', 'any', ...EVERY);
    else if (!cursor.takeWord('a', 'per', ...EVERY)) return null;
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

/** "twice a day", "3 times a week": how many times or days the sentence must name. */
export function readCount(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const found = cursor.attempt(() => {
    const count = cursor.takeWord('twice') ? 2 : cursor.peek()?.number;
    if (count !== undefined && cursor.tokens[cursor.place - 1]?.word !== 'twice') cursor.place++;
    const counts = cursor.tokens[cursor.place - 1]?.word === 'twice' || cursor.takeWord('times');
    const unit = cursor.takeWord('daily') ? 'day' : cursor.takeWord('a', 'per', ...EVERY) ? takeUnit(cursor) : null;
    return count !== undefined && counts && unit ? { count, unit } : null;
  });
  if (found) draft.counted = { ...found, text: cursor.textSince(place) };
  return found !== null;
}

export function takeUnit(cursor: Cursor): Unit | null {
  const unit = cursor.peek()?.unit;
  if (unit) cursor.place++;
  return unit ?? null;
}

function adverb(cursor: Cursor): Interval | null {
  if (cursor.takeWord('half', 'semi')) {
    cursor.takeWord('-');
    if (cursor.takeWord('hourly')) return [30, 'minute'];
    return cursor.takeWord('yearly', 'annually') ? [6, 'month'] : null;
  }
  const found = FREQUENCIES.get(cursor.peek()?.word ?? '');
  if (found) cursor.place++;
  return found ?? null;
}

function phrase(cursor: Cursor): Interval | null {
  const once = cursor.takeWord('once');
  const alternate = cursor.peek()?.word === 'alternate';
  if (!alternate && !cursor.takeIn(EVERY) && !(once && cursor.takeWord('a', 'an', 'per'))) return null;
  cursor.takeWord('single');
  return fraction(cursor) ?? counted(cursor);
}

function fraction(cursor: Cursor): Interval | null {
  return cursor.attempt(() => {
    const parts = cursor.takeWord('half') ? 2 : cursor.takeWord('quarter') ? 4 : 0;
    if (!parts) return null;
    cursor.takeWord('of');
    cursor.takeWord('a', 'an', '-');
    const unit = takeUnit(cursor);
    if (unit === 'hour') return [60 / parts, 'minute'];
    return unit === 'year' ? [12 / parts, 'month'] : null;
  });
}

function counted(cursor: Cursor): Interval | null {
  const next = cursor.peek();
  if (cursor.takeWord('other', 'alternate')) {
    const unit = takeUnit(cursor);
    return unit && [2, unit];
  }
  if (next?.ordinal !== undefined && next.ordinal > 1) return everyNth(cursor, next.ordinal, next.word);
  if (next?.number !== undefined) cursor.place++;
  if (cursor.takeWord('fortnight', 'fortnights')) return [2 * (next?.number ?? 1), 'week'];
  const unit = takeUnit(cursor);
  return unit && [next?.number ?? 1, unit];
}

function everyNth(cursor: Cursor, ordinal: number, word: string): Interval | null {
  cursor.place++;
  const unit = takeUnit(cursor);
  // "every 2nd day of the month" names a day; "every second" at the end is the unit of time.
  if (unit) return unit === 'day' && isWithinMonth(cursor) ? null : [ordinal, unit];
  return word === 'second' && !cursor.peek() ? [1, 'second'] : null;
}

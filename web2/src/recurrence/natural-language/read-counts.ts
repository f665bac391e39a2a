import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { takeUnit } from './read-intervals';
import { EVERY, FREQUENCIES } from './vocabulary';

/** "twice a day", "3 times a week", "twice weekly": how many times or days the sentence must name. */
export function readCount(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const found = cursor.attempt(() => {
    const count = howOften(cursor);
    const adverb = FREQUENCIES.get(cursor.peek()?.word ?? '');
    if (count !== null && adverb?.[0] === 1) {
      cursor.place++;
      return { count, unit: adverb[1] };
    }
    const unit = cursor.takeWord('a', 'an', 'per', ...EVERY) ? takeUnit(cursor) : null;
    return count !== null && unit ? { count, unit } : null;
  });
  if (found) draft.counted = { ...found, text: cursor.textSince(place) };
  return found !== null;
}

function howOften(cursor: Cursor): number | null {
  if (cursor.takeWord('twice')) return 2;
  if (cursor.takeWord('thrice')) return 3;
  if (cursor.takeWord('semi')) return FREQUENCIES.get(cursor.peek()?.word ?? '')?.[1] === 'year' ? null : 2;
  const count = cursor.peek()?.number;
  if (count === undefined || !/^times?$/.test(cursor.peek(1)?.word ?? '')) return null;
  cursor.place += 2;
  return count;
}

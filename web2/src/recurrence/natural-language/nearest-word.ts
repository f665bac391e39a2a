import { FREQUENCIES, MONTHS, UNITS, WEEKDAYS } from './vocabulary';

const WORDS = [...WEEKDAYS.keys(), ...MONTHS.keys(), ...FREQUENCIES.keys(), ...UNITS.keys()]
  .concat('every', 'except', 'weekday', 'weekend', 'noon', 'midnight', 'fortnight')
  .filter((word) => word.length > 4);

/** The known word that a mistyped one is nearest to, at most two letters away; null when none is near. */
export function nearestWord(word: string): string | null {
  if (word.length < 4 || WORDS.includes(word)) return null;
  const allowed = word.length > 6 ? 2 : 1;
  const near = WORDS.map((known) => ({ known, distance: distance(word, known) }))
    .filter((candidate) => candidate.distance <= allowed)
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.known ?? null;
}

/** Levenshtein's: letters added, left out, changed, and neighbours swapped. */
function distance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let column = 1; column <= other.length; column++) {
      const changed = one[row - 1] === other[column - 1] ? 0 : 1;
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      next[column] = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + changed,
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [beforeLast, last] = [last, next];
  }
  return last[other.length] ?? 0;
}

import { describe, expect, it } from 'vitest';
import cron from './cases/cron.json';
import dst from './cases/cron-dst.json';
import { occurrences } from './occurrences';
import { parseRecurrence } from './recurrence';

type CronCase = { id: string; expr: string; tz: string; from: string; expected: string[] | null };

function firstOf(expr: string, timezone: string, after: number, limit: number): string[] | null {
  try {
    const found = occurrences(parseRecurrence(expr), { timezone, after: new Date(after), limit });
    return found.map((at) => at.toISOString());
  } catch {
    return null;
  }
}

describe('published cases', () => {
  it.each(dst)('around a clock change: $expr from $from ($group)', ({ expr, tz, from, inclusive, expect: next }) => {
    expect(firstOf(expr, tz, Date.parse(from) - (inclusive ? 1 : 0), 1)).toEqual([next]);
  });

  it.each(cron as CronCase[])('$id: $expr', ({ expr, tz, from, expected }) => {
    expect(firstOf(expr, tz, Date.parse(from), expected?.length ?? 1)).toEqual(expected);
  });
});

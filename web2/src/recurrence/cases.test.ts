import { describe, expect, it } from 'vitest';
import cron from './cases/cron.json';
import dst from './cases/cron-dst.json';
import suites from './cases/cron-suites.json';
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

  it.each(Object.entries(suites))('the test suite of %s, where its rules are ours', (_suite, cases) => {
    const found = cases.map(([expr = '', timezone = '', after = '']) => [
      expr,
      timezone,
      after,
      firstOf(expr, timezone, Date.parse(after), 1)?.[0],
    ]);
    expect(found).toEqual(cases);
  });

  it.each([
    [
      'Cronos wants both day fields to match',
      '5 5 5 5 5',
      'UTC',
      '2017-05-05T05:05:00.000Z',
      '2017-05-12T05:05:00.000Z',
    ],
    [
      'robfig/cron takes */5 for a number',
      '0 0 */5 8 1',
      'UTC',
      '2012-07-09T23:35:00.000Z',
      '2012-08-06T00:00:00.000Z',
    ],
    [
      'robfig/cron drops a day in a gap',
      '0 2 * * *',
      'America/New_York',
      '2012-03-11T05:00:00.000Z',
      '2012-03-11T07:00:00.000Z',
    ],
    [
      'robfig/cron runs 1:00 twice',
      '0 1 * * *',
      'America/New_York',
      '2012-11-04T05:00:00.000Z',
      '2012-11-05T06:00:00.000Z',
    ],
    [
      'croner keeps the minutes after a gap',
      '30 2 12 3 *',
      'America/New_York',
      '2023-03-12T00:00:00.000Z',
      '2023-03-12T07:00:00.000Z',
    ],
  ])('our rule stands where %s', (_who, expr, timezone, after, next) => {
    expect(firstOf(expr, timezone, Date.parse(after), 1)).toEqual([next]);
  });

  it.each(cron as CronCase[])('$id: $expr', ({ expr, tz, from, expected }) => {
    expect(firstOf(expr, tz, Date.parse(from), expected?.length ?? 1)).toEqual(expected);
  });
});

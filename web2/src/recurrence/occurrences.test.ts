import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from './civil';
import { nextOccurrence, occurrences } from './occurrences';
import { parseRecurrence } from './recurrence';
import { TIMEZONES } from './timezone';

const daily = parseRecurrence('0 9 * * *');
const iso = (dates: Date[]) => dates.map((date) => date.toISOString());

describe('occurrences', () => {
  it('excludes `after` and includes `until`', () => {
    const after = new Date('2026-11-23T09:00:00Z');
    const until = new Date('2026-11-25T09:00:00Z');
    expect(iso(occurrences(daily, { timezone: 'UTC', after, until, limit: 10 }))).toEqual([
      '2026-11-24T09:00:00.000Z',
      '2026-11-25T09:00:00.000Z',
    ]);
  });

  it('stays between the start and the end of a schedule, both included', () => {
    const found = occurrences(daily, {
      timezone: 'UTC',
      after: new Date('2026-01-01T00:00:00Z'),
      startsAt: new Date('2026-11-24T09:00:00Z'),
      endsAt: new Date('2026-11-25T09:00:00Z'),
      limit: 10,
    });
    expect(iso(found)).toEqual(['2026-11-24T09:00:00.000Z', '2026-11-25T09:00:00.000Z']);
  });

  it('gives no more than the limit, and nothing for a limit of 0', () => {
    const after = new Date('2026-01-01T00:00:00Z');
    expect(occurrences(daily, { timezone: 'UTC', after, limit: 3 })).toHaveLength(3);
    expect(occurrences(daily, { timezone: 'UTC', after, limit: 0 })).toEqual([]);
  });

  it('has no next occurrence once the end has passed', () => {
    const after = new Date('2026-11-25T09:00:00Z');
    expect(nextOccurrence(daily, { timezone: 'UTC', after, endsAt: after })).toBeNull();
  });

  it('has no occurrence where the calendar ends', () => {
    expect(nextOccurrence(daily, { timezone: 'UTC', after: new Date('9999-12-31T23:00:00Z') })).toBeNull();
  });

  it('has none on a calendar day that the zone skips', () => {
    const after = new Date('2011-12-29T00:00:00Z');
    expect(iso(occurrences(daily, { timezone: 'Pacific/Apia', after, limit: 3 }))).toEqual([
      '2011-12-29T19:00:00.000Z',
      '2011-12-30T19:00:00.000Z',
      '2011-12-31T19:00:00.000Z',
    ]);
  });

  it('keeps the order when a repeated hour crosses midnight', () => {
    // Azores 2026-10-25: 01:00 becomes 00:00; Nuuk: 00:00 becomes 23:00 of the day before.
    const halfHours = parseRecurrence('*/30 * * * *');
    for (const timezone of ['Atlantic/Azores', 'America/Nuuk']) {
      const after = new Date('2026-10-24T20:10:00Z');
      const found = occurrences(halfHours, { timezone, after, limit: 20 }).map((date) => date.getTime());
      expect(found).toEqual(found.map((_, index) => Date.parse('2026-10-24T20:30:00Z') + index * 30 * MINUTE));
    }
  });

  it('refuses an unknown time zone by name', () => {
    const after = new Date('2026-01-01T00:00:00Z');
    expect(() => nextOccurrence(daily, { timezone: 'Mars/Olympus', after })).toThrow(
      '“Mars/Olympus” is not a time zone.',
    );
  });
});

const field = (min: number, max: number) => {
  const value = fc.integer({ min, max });
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('*') },
    { weight: 3, arbitrary: fc.array(value, { minLength: 1, maxLength: 3 }).map((values) => values.join(',')) },
    { weight: 2, arbitrary: fc.tuple(value, value).map(([from, to]) => `${from}-${to}`) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max }).map((step) => `*/${step}`) },
  );
};
const frequentRule = fc
  .tuple(field(0, 59), field(0, 23), fc.oneof(fc.constant('*'), field(1, 28)), fc.constant('*'), field(0, 6))
  .map((fields) => fields.join(' '));
const zone = fc.constantFrom(...TIMEZONES);
const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });

describe('for any rule in any zone', () => {
  it('occurrences ascend, and asking one by one gives the same ones', () => {
    fc.assert(
      fc.property(frequentRule, zone, instant, (text, timezone, after) => {
        const rule = parseRecurrence(text);
        const found = occurrences(rule, { timezone, after, limit: 20 });
        let previous = after;
        for (const at of found) {
          expect(at.getTime()).toBeGreaterThan(previous.getTime());
          expect(nextOccurrence(rule, { timezone, after: previous })).toEqual(at);
          previous = at;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('planning in two steps loses and repeats nothing', () => {
    fc.assert(
      fc.property(frequentRule, zone, instant, fc.integer({ min: 0, max: 6000 }), (text, timezone, after, minutes) => {
        const rule = parseRecurrence(text);
        const until = new Date(after.getTime() + 6000 * MINUTE);
        const middle = new Date(after.getTime() + minutes * MINUTE);
        const all = occurrences(rule, { timezone, after, until, limit: 10_000 });
        const first = occurrences(rule, { timezone, after, until: middle, limit: 10_000 });
        const second = occurrences(rule, { timezone, after: middle, until, limit: 10_000 });
        expect([...first, ...second]).toEqual(all);
      }),
      { numRuns: 200 },
    );
  });
});

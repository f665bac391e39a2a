import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from './civil';
import { TIMEZONES } from './timezone';
import { clockChanges, SWEPT_RULES, sweep } from './zone-sweep';

const from = Date.UTC(2026, 0, 1);
const until = Date.UTC(2028, 0, 1);
/** Half-hour changes, changes at midnight, four a year, south of the equator, none at all. */
const ZONES = [
  ...['Australia/Lord_Howe', 'America/New_York', 'America/Nuuk', 'Africa/Cairo', 'Asia/Beirut', 'Africa/Casablanca'],
  ...['America/Santiago', 'America/St_Johns', 'Antarctica/Troll', 'Atlantic/Azores', 'Asia/Kathmandu'],
];

describe('sweep', () => {
  const changes = ZONES.flatMap((zone) => clockChanges(zone, from, until));

  it('finds every clock change of two years', () => {
    expect(
      changes.filter(({ timezone }) => timezone === 'America/New_York').map(({ at }) => new Date(at).toISOString()),
    ).toEqual([
      '2026-03-08T07:00:00.000Z',
      '2026-11-01T06:00:00.000Z',
      '2027-03-14T07:00:00.000Z',
      '2027-11-07T06:00:00.000Z',
    ]);
    expect(changes.filter(({ timezone }) => timezone === 'Asia/Kathmandu')).toEqual([]);
  });

  it('nothing throws, nothing is lost and nothing repeats around clock changes', () => {
    const { checks, ...found } = sweep(changes, SWEPT_RULES);
    expect(checks).toBe(changes.length * SWEPT_RULES.length);
    expect(found).toEqual({ thrown: 0, lost: 0, repeated: 0, faults: [] });
  });

  it('nothing is lost or repeated when a zone skips a whole day', () => {
    const skipped = clockChanges('Pacific/Apia', Date.UTC(2011, 11, 1), Date.UTC(2012, 0, 10));
    expect(skipped.map(({ before, after }) => after - before)).toEqual([DAY]);
    expect(sweep(skipped, SWEPT_RULES).faults).toEqual([]);
  });

  it('would notice occurrences at the wrong time', () => {
    const wrong = { timezone: 'UTC', at: Date.UTC(2026, 5, 1), before: 0, after: HOUR };
    expect(sweep([wrong], ['0 12 * * *'])).toMatchObject({ lost: 1, repeated: 1 });
    expect(sweep([{ ...wrong, timezone: 'Nowhere/Land' }], ['0 12 * * *'])).toMatchObject({ thrown: 1 });
  });

  it('any rule in any zone keeps to the rule of clock changes', () => {
    const value = (min: number, max: number) => fc.integer({ min, max });
    const field = (min: number, max: number, ...special: string[]) =>
      fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom('*', ...special) },
        { weight: 2, arbitrary: fc.array(value(min, max), { minLength: 1, maxLength: 3 }).map(String) },
        { weight: 2, arbitrary: fc.tuple(value(min, max), value(min, max)).map(([from, to]) => `${from}-${to}`) },
        { weight: 1, arbitrary: fc.tuple(value(min, max), value(1, 7)).map(([from, step]) => `${from}/${step}`) },
        {
          weight: 1,
          arbitrary: fc
            .tuple(value(min, max), value(min, max), value(min, max))
            .map(([one, from, to]) => `${one},${from}-${to}`),
        },
        { weight: 1, arbitrary: value(1, 7).map((step) => `*/${step}`) },
        {
          weight: 1,
          arbitrary: fc
            .tuple(value(min, max), value(min, max), value(1, 5))
            .map(([from, to, step]) => `${from}-${to}/${step}`),
        },
      );
    const rule = fc.tuple(
      field(0, 59),
      field(0, 23),
      field(1, 31, 'L', 'L-2', '15W', 'LW', '1,L'),
      fc.constant('*'),
      field(0, 6, '0L', '7#1', 'SUN#5', 'MON-FRI', '5L,1', '5-7'),
    );
    const anyChange = fc
      .constantFrom(...TIMEZONES)
      .map((zone) => clockChanges(zone, from, until))
      .filter((found) => found.length > 0)
      .chain((found) => fc.constantFrom(...found));
    fc.assert(
      fc.property(rule, anyChange, (fields, change) => {
        const text = fields.join(' ');
        const { thrown, faults } = sweep([change], [text]);
        // A date that never comes is refused, and nothing else.
        if (thrown) expect(faults.join()).toContain('This never runs');
        else expect(faults).toEqual([]);
      }),
      { numRuns: 300 },
    );
  }, 120_000);
});

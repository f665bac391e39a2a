import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from './civil';
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
  }, 60_000);

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
});

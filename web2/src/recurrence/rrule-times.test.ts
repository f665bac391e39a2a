import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, daysInMonth, MINUTE, wallTime, weekdayOf } from './civil';
import { parseText } from './natural-language/parse-text';
import { occurrences } from './occurrences';
import { parseRrule } from './parse-rrule';
import { parseRecurrence } from './recurrence';
import { WEEKDAY_CODES } from './rrule-parts';
import { rruleWalls } from './rrule-walk';
import { clockTime } from './words';

describe('several times of day with different minutes', () => {
  const times = fc
    .uniqueArray(fc.integer({ min: 0, max: 95 }), { minLength: 2, maxLength: 6 })
    .map((quarters) => quarters.sort((a, b) => a - b));
  const days = fc.constantFrom(
    ...['every day', 'weekdays', 'weekends', 'every monday', 'tuesdays and saturdays', 'every day except sunday'],
    ...['the 1st and 15th', 'last day of the month', 'the 31st', 'every 3 days', 'every 30 days', 'friday the 13th'],
    ...[
      'first monday of the month',
      'first and third friday',
      'last sunday of the month',
      'fifth tuesday of the month',
    ],
    ...['third business day of the month', 'last business day of the month', 'every monday and the last friday'],
    ...[
      'every other friday',
      'every 2 weeks on monday and thursday',
      'every 5 months on the 1st',
      'every sunday in march',
    ],
    ...['quarterly', 'every other month on the 15th', 'daily from october to november', 'january 1 and july 1'],
  );
  /** Zones, each with the evening before its clocks change: by an hour, by half an hour, at midnight, and never. */
  const places = fc.constantFrom(
    ...[
      ['America/New_York', '2026-03-06T22:00:00Z'],
      ['America/New_York', '2026-10-30T22:00:00Z'],
      ['Europe/Berlin', '2026-03-27T22:00:00Z'],
      ['Europe/Berlin', '2026-10-23T22:00:00Z'],
      ['Australia/Lord_Howe', '2026-04-03T12:00:00Z'],
      ['Australia/Lord_Howe', '2026-10-02T12:00:00Z'],
      ['Africa/Cairo', '2026-04-22T12:00:00Z'],
      ['America/Nuuk', '2026-10-23T12:00:00Z'],
      ['Asia/Tokyo', '2026-12-30T12:00:00Z'],
    ].map(([timezone = '', after = '']) => ({ timezone, after: new Date(after) })),
  );

  it('are the occurrences of each time alone, on any days, around every clock change', () => {
    fc.assert(
      fc.property(days, times, places, fc.constantFrom(0, 5, 14), (on, quarters, { timezone, after }, shift) => {
        const minutes = quarters.map((quarter) => quarter * 15 + shift);
        const instants = (text: string) =>
          occurrences(parseRecurrence(parseText(text).recurrence), { timezone, after, startsAt: after, limit: 24 });
        const list = minutes.map(clockTime).join(', ');
        const apart = new Set(minutes.flatMap((minute) => instants(`${on} at ${clockTime(minute)}`).map(Number)));
        const expected = [...apart].sort((a, b) => a - b).slice(0, 24);
        expect(instants(`${on} at ${list}`).map(Number), `${on} at ${list} in ${timezone}`).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it('read back as a sentence that means the same', () => {
    fc.assert(
      fc.property(days, times, (on, quarters) => {
        const list = quarters.map((quarter) => clockTime(quarter * 15)).join(', ');
        const { recurrence, description } = parseText(`${on} at ${list}`);
        const instants = (text: string) => {
          const startsAt = new Date('2026-01-01T00:00:00Z');
          return occurrences(parseRecurrence(text), { timezone: 'UTC', after: startsAt, startsAt, limit: 40 });
        };
        const again = parseText(description).recurrence;
        expect(instants(again), `${on} at ${list}: ${description}`).toEqual(instants(recurrence));
      }),
      { numRuns: 400 },
    );
  });

  it('within a stretch of hours read back as that stretch', () => {
    const stretch = fc.record({
      step: fc.constantFrom(5, 10, 15, 20, 25, 30, 40, 45, 90, 100),
      from: fc.integer({ min: 0, max: 1100 }),
      length: fc.integer({ min: 100, max: 330 }),
      on: fc.constantFrom('', ' on weekdays', ' on the 1st', ' on the last friday of the month'),
    });
    fc.assert(
      fc.property(stretch, ({ step, from, length, on }) => {
        fc.pre(length / step <= 20 && from % 60 > 0);
        const text = `every ${step} minutes from ${clockTime(from)} to ${clockTime(from + length)}${on}`;
        const { recurrence, description } = parseText(text);
        const { startsAt, timezone } = { startsAt: new Date('2026-01-01T00:00:00Z'), timezone: 'UTC' };
        const after = new Date(startsAt.getTime() - 1);
        const limit = Math.floor(length / step) + 1;
        const [first, ...others] = occurrences(parseRecurrence(recurrence), { timezone, after, startsAt, limit });
        const gaps = others.map((at, index) => Number(at) - Number([first, ...others][index]));
        expect(first?.toISOString().slice(11, 16), text).toBe(clockTime(from));
        expect(new Set(gaps), text).toEqual(new Set([step * MINUTE]));
        expect(parseText(description).recurrence, `${text}: ${description}`).toBe(recurrence);
      }),
      { numRuns: 300 },
    );
  });
});

describe('BYSETPOS', () => {
  const START = wallTime(2026, 1, 14, 12);
  const someOf = (from: number, to: number, most: number) =>
    fc.uniqueArray(fc.integer({ min: from, max: to }), { minLength: 1, maxLength: most });
  const positions = fc.uniqueArray(fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: -12, max: -1 })), {
    minLength: 1,
    maxLength: 4,
  });

  /** What RFC 5545 says: each period's days with every hour and minute, in order, and the positions among these. */
  function expand(
    frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY',
    { weekdays, hours, minutes, chosen }: Record<'weekdays' | 'hours' | 'minutes' | 'chosen', number[]>,
  ): number[] {
    const inOrder = (values: number[]) => [...values].sort((a, b) => a - b);
    const clock = inOrder(hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute)));
    const periods: number[][] = [];
    for (let month = 1; month <= 4; month++)
      for (let day = 1; day <= daysInMonth(2026, month); day++) {
        const date = wallTime(2026, month, day);
        const begins = { DAILY: true, WEEKLY: weekdayOf(date) === 1, MONTHLY: day === 1 }[frequency];
        if (begins || !periods.length) periods.push([]);
        if (weekdays.includes(weekdayOf(date))) periods.at(-1)?.push(...clock.map((time) => date + time * MINUTE));
      }
    const taken = periods.flatMap((walls) =>
      chosen.flatMap((position) => walls.at(position > 0 ? position - 1 : position) ?? []),
    );
    return inOrder([...new Set(taken)]).filter((wall) => wall >= START && wall < wallTime(2026, 4, 1));
  }

  it('takes the positions of each period, whether or not days and times come apart, and COUNT and UNTIL end it', () => {
    const rule = fc.record({
      frequency: fc.constantFrom('DAILY' as const, 'WEEKLY' as const, 'MONTHLY' as const),
      parts: fc.record({
        weekdays: someOf(0, 6, 3),
        hours: someOf(0, 23, 3),
        minutes: someOf(0, 59, 2),
        chosen: positions,
      }),
      count: fc.integer({ min: 1, max: 20 }),
      until: fc.integer({ min: 1, max: 60 * 24 }),
    });
    fc.assert(
      fc.property(rule, ({ frequency, parts, count, until }) => {
        const { weekdays, hours, minutes, chosen } = parts;
        const days = weekdays.map((day) => WEEKDAY_CODES[day]);
        const text = `FREQ=${frequency};BYDAY=${days};BYHOUR=${hours};BYMINUTE=${minutes};BYSETPOS=${chosen}`;
        const expected = expand(frequency, parts);
        fc.pre(expected.length > 0);
        const walls = (line: string, last: number | null) => {
          const next = rruleWalls(parseRrule(line), START, last);
          const found: number[] = [];
          for (let wall = next(0); wall !== null && wall < wallTime(2026, 4, 1); wall = next(wall + 1))
            found.push(wall);
          return found;
        };
        expect(walls(text, null), text).toEqual(expected);
        const last = START + until * 60 * MINUTE;
        expect(walls(text, last), `${text} until`).toEqual(expected.filter((wall) => wall <= last));
        if (expected.length >= count)
          expect(walls(`${text};COUNT=${count}`, null), `${text} count`).toEqual(expected.slice(0, count));
      }),
      { numRuns: 300 },
    );
  });

  it('chooses few of many times, and at most 100 a day', () => {
    const all = (count: number) => Array.from({ length: count }, (_, index) => index);
    const many = `FREQ=DAILY;BYHOUR=${all(19)};BYMINUTE=${all(19)}`;
    expect(parseRrule(`${many};BYSETPOS=1,2`).positions).toEqual([1, 2]);
    expect(() => parseRrule(`FREQ=DAILY;BYHOUR=${all(24)};BYMINUTE=${all(60)};BYSETPOS=1`)).toThrow(
      'at most 100 times',
    );
    expect(() => parseRrule(many)).toThrow('BYHOUR and BYMINUTE give at most 100 times a day.');
    expect(() => parseRrule(`FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=${all(19)};BYMINUTE=${all(19)};BYSETPOS=1,-2`)).toThrow(
      'BYHOUR and BYMINUTE give at most 100 times a day.',
    );
  });

  it('looks a day ahead of its start only', () => {
    const next = rruleWalls(parseRrule('FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30;BYSETPOS=1,4'), START, null);
    expect([next(0), next(START + DAY)]).toEqual([wallTime(2026, 1, 14, 17, 30), wallTime(2026, 1, 15, 17, 30)]);
  });
});

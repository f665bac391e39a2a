import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatDate,
  formatPeriod,
  formatRelative,
  formatWhen,
  formatWhenNear,
  formatZone,
  zoneCity,
} from './format-time';

const now = new Date('2026-11-23T18:00:00Z');
const at = (text: string) => new Date(text);
const berlin = { zone: 'Europe/Berlin', now };

describe('an instant', () => {
  it('is a day and a time of day in the given zone', () => {
    expect(formatWhen(at('2026-11-30T14:00:00Z'), { zone: 'America/New_York', now })).toBe('Mon 30 Nov, 09:00');
    expect(formatWhen(at('2026-11-30T14:00:00Z'), berlin)).toBe('Mon 30 Nov, 15:00');
  });

  it('carries its year when that is not this one', () => {
    expect(formatWhen(at('2027-03-01T08:00:00Z'), berlin)).toBe('Mon 1 Mar 2027, 09:00');
  });

  it('judges "this year" in the zone of the reader', () => {
    const eve = at('2026-12-31T23:30:00Z');
    expect(formatWhen(eve, { zone: 'Europe/Berlin', now: eve })).toBe('Fri 1 Jan, 00:30');
    expect(formatWhen(eve, { zone: 'UTC', now: at('2027-01-02T00:00:00Z') })).toBe('Thu 31 Dec 2026, 23:30');
  });

  it('writes midnight as 00:00, and as 12:00 am on a 12-hour clock', () => {
    const midnight = at('2026-11-30T00:00:00Z');
    expect(formatClock(midnight, { zone: 'UTC' })).toBe('00:00');
    expect(formatClock(midnight, { zone: 'UTC', hourCycle: 'h12' })).toBe('12:00\u00a0am');
    expect(formatClock(at('2026-11-30T21:05:09Z'), { zone: 'UTC', hourCycle: 'h12' }, true)).toBe('9:05:09\u00a0pm');
  });
});

describe('a near day', () => {
  it.each([
    ['2026-11-23T17:00:00Z', 'Today 18:00'],
    ['2026-11-24T06:30:00Z', 'Tomorrow 07:30'],
    ['2026-11-22T06:30:00Z', 'Yesterday 07:30'],
    ['2026-11-25T06:30:00Z', 'Wed 25 Nov, 07:30'],
  ])('%s is "%s"', (instant, text) => expect(formatWhenNear(at(instant), berlin)).toBe(text));

  it('is the day of the zone, not of UTC', () => {
    expect(formatWhenNear(at('2026-11-23T23:30:00Z'), berlin)).toBe('Tomorrow 00:30');
  });

  it('counts calendar days over a clock change', () => {
    const beforeChange = at('2026-10-24T22:30:00Z'); // 00:30 in Berlin, a day of 25 hours
    expect(formatWhenNear(at('2026-10-25T22:45:00Z'), { ...berlin, now: beforeChange })).toBe('Today 23:45');
  });
});

describe('a distance', () => {
  it.each([
    [20_000, 'now'],
    [-20_000, 'just now'],
    [60_000, 'in 1 minute'],
    [14 * 60_000, 'in 14 minutes'],
    [59.6 * 60_000, 'in 1 hour'],
    [14 * 3_600_000, 'in 14 hours'],
    [-3 * 3_600_000, '3 hours ago'],
    [23.6 * 3_600_000, 'in 1 day'],
    [7 * 86_400_000, 'in 7 days'],
    [-8 * 86_400_000, null],
    [8 * 86_400_000, null],
  ])('of %d ms is %s', (distance, text) => {
    expect(formatRelative(new Date(now.getTime() + distance), now)).toBe(text);
  });
});

describe('a period', () => {
  it.each([
    ['2026-11-16T05:00:00Z', '2026-11-23T05:00:00Z', '16 – 22 Nov 2026'],
    ['2026-10-26T04:00:00Z', '2026-11-02T05:00:00Z', '26 Oct – 1 Nov 2026'],
    ['2026-12-28T05:00:00Z', '2027-01-04T05:00:00Z', '28 Dec 2026 – 3 Jan 2027'],
    ['2026-11-22T05:00:00Z', '2026-11-23T05:00:00Z', '22 Nov 2026'],
  ])('from %s until before %s is %s', (start, end, text) => {
    expect(formatPeriod(at(start), at(end), 'America/New_York')).toBe(text);
  });

  it('shows an empty one as its day', () => {
    const day = at('2026-11-22T12:00:00Z');
    expect(formatPeriod(day, day, 'UTC')).toBe(formatDate(day, 'UTC'));
  });
});

describe('a zone', () => {
  it.each([
    ['America/New_York', '2026-11-23T00:00:00Z', 'New York (UTC-5)'],
    ['America/New_York', '2026-07-01T00:00:00Z', 'New York (UTC-4)'],
    ['Asia/Kolkata', '2026-11-23T00:00:00Z', 'Kolkata (UTC+5:30)'],
    ['America/Argentina/Buenos_Aires', '2026-11-23T00:00:00Z', 'Buenos Aires (UTC-3)'],
    ['Europe/London', '2026-11-23T00:00:00Z', 'London (UTC)'],
    ['UTC', '2026-11-23T00:00:00Z', 'UTC'],
  ])('%s on %s is %s', (zone, instant, text) => expect(formatZone(zone, at(instant))).toBe(text));

  it('is known by its city', () => expect(zoneCity('Europe/Berlin')).toBe('Berlin'));
});

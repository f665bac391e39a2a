import { describe, expect, it } from 'vitest';
import { RecurrenceError } from './errors';
import { isPeriodName, PERIOD_NAMES, resolvePeriod } from './periods';

const NEW_YORK = 'America/New_York';
/** Monday 15 March 2027, 09:00 in New York; clocks changed the day before. */
const monday = new Date('2027-03-15T13:00:00Z');

function period(name: string, at = monday, timezone = NEW_YORK, weekStartsOn = 1): string[] {
  const { start, end } = resolvePeriod(name, { at, timezone, weekStartsOn });
  return [start, end].map((date) => date.toISOString().slice(0, 16));
}

describe('resolvePeriod', () => {
  it.each([
    ['today', '2027-03-15T04:00', '2027-03-16T04:00'],
    ['yesterday', '2027-03-14T05:00', '2027-03-15T04:00'], // 23 hours
    ['this_week', '2027-03-15T04:00', '2027-03-22T04:00'],
    ['previous_week', '2027-03-08T05:00', '2027-03-15T04:00'],
    ['this_month', '2027-03-01T05:00', '2027-04-01T04:00'],
    ['previous_month', '2027-02-01T05:00', '2027-03-01T05:00'],
    ['this_quarter', '2027-01-01T05:00', '2027-04-01T04:00'],
    ['previous_quarter', '2026-10-01T04:00', '2027-01-01T05:00'],
    ['this_year', '2027-01-01T05:00', '2028-01-01T05:00'],
    ['previous_year', '2026-01-01T05:00', '2027-01-01T05:00'],
    ['last_1_days', '2027-03-14T05:00', '2027-03-15T04:00'],
    ['last_7_days', '2027-03-08T05:00', '2027-03-15T04:00'],
    ['last_24_hours', '2027-03-14T13:00', '2027-03-15T13:00'],
  ])('%s is from %s to %s', (name, start, end) => {
    expect(period(name)).toEqual([start, end]);
  });

  it('begins weeks on the day the organisation says', () => {
    expect(period('this_week', monday, NEW_YORK, 7)).toEqual(['2027-03-14T05:00', '2027-03-21T04:00']);
    expect(period('previous_week', monday, NEW_YORK, 6)).toEqual(['2027-03-06T05:00', '2027-03-13T05:00']);
  });

  it('reads the day in the zone, not in UTC', () => {
    expect(period('today', new Date('2027-03-15T03:59:59Z'))).toEqual(['2027-03-14T05:00', '2027-03-15T04:00']);
    expect(period('today', new Date('2027-03-14T23:00:00Z'), 'Asia/Tokyo')).toEqual([
      '2027-03-14T15:00',
      '2027-03-15T15:00',
    ]);
  });

  it('begins a day after the gap where clocks jump over midnight', () => {
    // Cairo jumps from 00:00 to 01:00 on 30 April 2027.
    expect(period('today', new Date('2027-04-30T10:00:00Z'), 'Africa/Cairo')).toEqual([
      '2027-04-29T22:00',
      '2027-04-30T21:00',
    ]);
  });

  it('joins up: each period ends where the next begins', () => {
    for (const unit of ['week', 'month', 'quarter', 'year'])
      expect(period(`previous_${unit}`)[1]).toBe(period(`this_${unit}`)[0]);
    expect(period('yesterday')[1]).toBe(period('today')[0]);
  });

  it('refuses other names', () => {
    const options = { at: monday, timezone: NEW_YORK, weekStartsOn: 1 };
    for (const name of [
      'tomorrow',
      'this_day',
      'next_week',
      'last_0_days',
      'last_1000_days',
      'last_7_weeks',
      '',
      'this_week_',
    ]) {
      expect(isPeriodName(name)).toBe(false);
      expect(() => resolvePeriod(name, options)).toThrow(RecurrenceError);
    }
    for (const name of [...PERIOD_NAMES, 'last_90_days']) expect(isPeriodName(name)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { formatWall } from '@/recurrence/civil';
import { makeCalendar, nextBusinessDay } from './calendar';
import { holidayCountries, publicHolidays } from './public-holidays';

const wall = (date: string) => Date.parse(date);
const date = (day: number | null) => (day === null ? null : formatWall(day).slice(0, 10));

describe('a calendar', () => {
  it('knows an organisation’s own dates, both ends included, before its country’s holidays', async () => {
    const own = { name: 'Winter break', starts_on: '2026-12-24', ends_on: '2026-12-26' };
    const calendar = await makeCalendar('US', [own]);
    expect(
      ['2026-12-23', '2026-12-24', '2026-12-25', '2026-12-26', '2026-12-27'].map((day) =>
        calendar.holidayOn(wall(day)),
      ),
    ).toEqual([...[null, 'Winter break', 'Winter break', 'Winter break', null]]);
    expect(calendar.holidayOn(wall('2026-11-26'))).toBe('Thanksgiving Day');
    expect((await makeCalendar(null, [])).holidayOn(wall('2026-12-25'))).toBeNull();
  });

  it('finds the next business day past weekends and holidays', async () => {
    const calendar = await makeCalendar('US', []);
    expect(date(nextBusinessDay(calendar, wall('2026-12-25')))).toBe('2026-12-28');
    expect(date(nextBusinessDay(calendar, wall('2026-07-03')))).toBe('2026-07-06');
    expect(date(nextBusinessDay(calendar, wall('2026-11-26')))).toBe('2026-11-27');
  });

  it('finds none in a year without any', () => {
    expect(nextBusinessDay({ holidayOn: () => 'Closed' }, wall('2026-01-01'))).toBeNull();
  });
});

describe('public holidays', () => {
  it('are those of the country, in English, one name a day', async () => {
    const days = (await publicHolidays('GB')).inYear(2026).map(({ day, name }) => `${date(day)} ${name}`);
    expect(days).toEqual(expect.arrayContaining(['2026-12-25 Christmas Day', '2026-04-03 Good Friday']));
    expect(new Set(days.map((text) => text.slice(0, 10))).size).toBe(days.length);
  });

  it('may last for days, across the turn of the year too', async () => {
    const russia = (await publicHolidays('RU')).inYear(2026).map(({ day }) => date(day));
    expect(russia).toEqual(expect.arrayContaining(['2026-01-02', '2026-01-04', '2026-01-06']));
    const swazi = await publicHolidays('SZ');
    expect([swazi.on(wall('2026-12-31')), swazi.on(wall('2027-01-02'))]).toEqual([
      ...['Incwala Festival', 'Incwala Festival'],
    ]);
  });

  it('are no half days: those begin at noon', async () => {
    expect((await publicHolidays('GT')).on(wall('2026-12-24'))).toBeNull();
  });

  it('are none where the country is not known', async () => {
    expect((await publicHolidays('ZZ')).inYear(2026)).toEqual([]);
  });

  it('are known of every country that is offered', async () => {
    const countries = await holidayCountries();
    expect(countries.length).toBeGreaterThan(150);
    expect(countries.every(({ code, name }) => /^[A-Z]{2}$/.test(code) && name !== '')).toBe(true);
    expect(countries).toContainEqual({ code: 'DE', name: 'Germany' });
  });
});

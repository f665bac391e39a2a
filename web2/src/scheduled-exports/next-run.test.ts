import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCalendar } from '@/calendars/calendar';
import type { OnHolidays } from '@/calendars/on-holidays';
import { nextOccurrence } from '@/recurrence/occurrences';
import { parseRecurrence } from '@/recurrence/recurrence';
import { type MovedRun, nextRun } from './next-run';
import { planOccurrences } from './plan-occurrences';

const off = (name: string, starts_on: string, ends_on = starts_on) => ({ name, starts_on, ends_on });
const calendar = await makeCalendar(null, [
  off('Thanksgiving', '2026-11-26'),
  off('Christmas', '2026-12-24', '2026-12-25'),
  off('New Year', '2027-01-01'),
  off('Epiphany', '2027-01-08'),
]);
const timezone = 'America/New_York';
const at = (text: string) => new Date(text);

function next(text: string, onHolidays: OnHolidays, after: string, moved: MovedRun[] = []) {
  const recurrence = parseRecurrence(text);
  const bounds = { timezone, startsAt: null, endsAt: null };
  const occurrence = nextOccurrence(recurrence, { ...bounds, after: at(after) }) as Date;
  const { at: instant, note } = nextRun(
    { recurrence, ...bounds, occurrence, moved },
    { onHolidays, timezone, calendar },
  );
  return [instant?.toISOString().slice(0, 16) ?? null, note];
}

describe('a schedule’s next run', () => {
  it.each<[string, string, OnHolidays, string, (string | null)[]]>([
    [
      'is its next occurrence on any day but a holiday',
      '0 9 * * 1',
      'skip',
      '2026-12-01T20:00Z',
      ['2026-12-07T14:00', null],
    ],
    ['is that of a holiday where it runs anyway', '0 9 * * 5', 'run', '2026-12-20T20:00Z', ['2026-12-25T14:00', null]],
    [
      'comes after the holidays that it skips',
      '0 9 * * 4',
      'skip',
      '2026-12-20T20:00Z',
      ['2026-12-31T14:00', 'Skips Thu 24 Dec (Christmas).'],
    ],
    [
      'names the first two of many',
      '0 9 * * 5',
      'skip',
      '2026-12-20T20:00Z',
      ['2027-01-15T14:00', 'Skips Fri 25 Dec (Christmas), Fri 1 Jan 2027 (New Year) and 1 more.'],
    ],
    [
      'skips a day once, however often it is due then',
      '*/5 * * * *',
      'skip',
      '2026-12-24T05:00Z',
      ['2026-12-26T05:00', 'Skips Thu 24 Dec (Christmas) and Fri 25 Dec (Christmas).'],
    ],
    [
      'moves to the next business day',
      '0 9 * * 5',
      'next_business_day',
      '2026-12-20T20:00Z',
      ['2026-12-28T14:00', 'Moved from Fri 25 Dec (Christmas).'],
    ],
    [
      'is a later occurrence where one comes before the day that the first moves to',
      '0 9 * * *',
      'next_business_day',
      '2026-12-24T20:00Z',
      ['2026-12-26T14:00', null],
    ],
  ])('%s', (_, text, onHolidays, after, expected) => {
    expect(next(text, onHolidays, after)).toEqual(expected);
  });

  it('is none where only holidays are left, which it says', () => {
    const everyDay = { holidayOn: () => 'Closed' };
    const recurrence = parseRecurrence('0 9 * * *');
    const occurrence = at('2026-12-25T14:00Z');
    const bounds = { startsAt: null, endsAt: null, moved: [] };
    const rule = { onHolidays: 'skip' as const, timezone, calendar: everyDay };
    const never = nextRun({ recurrence, ...bounds, occurrence }, rule);
    expect(never.at).toBeNull();
    expect(never.note).toMatch(
      /^Holidays skip all of the next two years: Fri 25 Dec \(Closed\), Sat 26 Dec \(Closed\) and 7\d\d more\.$/,
    );
  });

  it('is the run that was moved already, while it waits', () => {
    const moved = { scheduledFor: at('2026-12-25T14:00Z'), movedTo: at('2026-12-28T14:00Z'), holiday: 'Christmas' };
    expect(next('0 9 * * 5', 'next_business_day', '2026-12-26T20:00Z', [moved])).toEqual([
      '2026-12-28T14:00',
      'Moved from Fri 25 Dec (Christmas).',
    ]);
  });

  it('is what planning makes of it', () => {
    const day = fc.integer({ min: 1, max: 60 }).map((n) => new Date(Date.UTC(2026, 10, 20 + n, 20)).toISOString());
    const texts = fc.constantFrom('0 9 * * *', '0 9 * * 5', '0 9 * * 4,5', '0 9,17 * * *', '0 9 25 * *', '0 0 * * *');
    const rules = fc.constantFrom<OnHolidays>('run', 'skip', 'next_business_day');
    fc.assert(
      fc.property(texts, rules, day, (text, onHolidays, after) => {
        const planned = planOccurrences(
          {
            ...{ recurrence: text, timezone, starts_at: null, ends_at: null, planned_through: at(after) },
            ...{ catch_up: 'all', catch_up_window_hours: 24 * 365 },
          },
          at('2027-03-01T20:00Z'),
          { onHolidays, calendar, moves: [] },
        ).occurrences.flatMap(({ scheduledFor, skipped, movedTo }) => (skipped ? [] : [movedTo ?? scheduledFor]));
        const [first] = planned.toSorted((a, b) => a.getTime() - b.getTime());
        expect(next(text, onHolidays, after)[0]).toBe(first?.toISOString().slice(0, 16));
      }),
    );
  });
});

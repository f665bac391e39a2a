import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCalendar } from '@/calendars/calendar';
import { type PlannableSchedule, planOccurrences } from './plan-occurrences';

const at = (text: string) => new Date(text);
const day = (name: string, starts_on: string, ends_on = starts_on) => ({ name, starts_on, ends_on });
/** Thursday 24 to Friday 25 December 2026, and the Monday after. */
const calendar = await makeCalendar(null, [
  day('Christmas', '2026-12-24', '2026-12-25'),
  day('Stocktaking', '2026-12-28'),
]);
const schedule = (values: Partial<PlannableSchedule> = {}): PlannableSchedule => ({
  recurrence: '0 9 * * *',
  timezone: 'America/New_York',
  starts_at: null,
  ends_at: null,
  catch_up: 'latest',
  catch_up_window_hours: 24,
  planned_through: at('2026-12-23T20:00:00Z'),
  ...values,
});
type Rule = 'skip' | 'next_business_day';
const plan = (onHolidays: Rule, now: string, values?: Partial<PlannableSchedule>, moves: Date[] = []) =>
  planOccurrences(schedule(values), at(now), { onHolidays, calendar, moves });
const brief = ({ occurrences }: ReturnType<typeof plan>) =>
  occurrences.map(({ scheduledFor, skipped, missedCount, holiday, movedTo }) => [
    scheduledFor.toISOString().slice(5, 13),
    skipped ?? 'runs',
    ...[missedCount, holiday, movedTo?.toISOString().slice(5, 16) ?? null],
  ]);

describe('a schedule that skips holidays', () => {
  it('makes a skipped row that names the holiday, and goes on to its next occurrence', () => {
    const planned = plan('skip', '2026-12-24T14:00:00Z');
    expect(brief(planned)).toEqual([['12-24T14', 'holiday', 1, 'Christmas', null]]);
    expect(planned).toMatchObject({ supersedes: false, nextRunAt: at('2026-12-25T14:00:00Z') });
  });

  it('tells the day by its own zone', () => {
    // 25 December has begun in London, but it is the evening of the 24th in New York.
    const recurrence = '0 20 * * *';
    const christmas = {
      onHolidays: 'skip' as const,
      moves: [],
      calendar: { holidayOn: (wall: number) => (wall === Date.UTC(2026, 11, 24) ? 'Eve' : null) },
    };
    const now = at('2026-12-25T01:00:00Z');
    const skipped = (timezone: string) =>
      planOccurrences(
        schedule({ recurrence, timezone, planned_through: at('2026-12-24T21:00:00Z') }),
        now,
        christmas,
      ).occurrences.map((occurrence) => occurrence.skipped);
    expect(skipped('America/New_York')).toEqual(['holiday']);
    expect(skipped('Asia/Tokyo')).toEqual([]);
  });

  it('runs on a plain Saturday, which is no holiday', () => {
    expect(brief(plan('skip', '2026-12-26T14:00:00Z', { planned_through: at('2026-12-25T14:00:00Z') }))).toEqual([
      ['12-26T14', 'runs', 0, null, null],
    ]);
  });

  it('of every hour makes one row of a day’s skipped occurrences that were planned at once', () => {
    const planned = plan('skip', '2026-12-27T05:30:00Z', {
      recurrence: '0 * * * *',
      planned_through: at('2026-12-24T05:59:00Z'),
    });
    expect(brief(planned)).toEqual([
      ['12-25T04', 'holiday', 23, 'Christmas', null],
      ['12-26T04', 'holiday', 24, 'Christmas', null],
      ['12-27T05', 'runs', 24, null, null],
    ]);
  });

  it('ends when only holidays are left, saying so of the last one', () => {
    const planned = plan('skip', '2026-12-25T14:00:00Z', { ends_at: at('2026-12-25T14:00:00Z') });
    expect(brief(planned).map(([, why]) => why)).toEqual(['holiday', 'holiday']);
    expect(planned.nextRunAt).toBeNull();
  });
});

describe('a schedule that moves to the next business day', () => {
  it('keeps its occurrence and its time of day, and passes over weekends and further holidays', () => {
    const planned = plan('next_business_day', '2026-12-24T14:00:00Z');
    expect(brief(planned)).toEqual([['12-24T14', 'runs', 0, 'Christmas', '12-29T14:00']]);
    expect(planned.supersedes).toBe(false);
  });

  it('merges a second occurrence that would move to the same day', () => {
    const both = plan('next_business_day', '2026-12-25T14:00:00Z');
    expect(brief(both)).toEqual([
      ['12-24T14', 'runs', 0, 'Christmas', '12-29T14:00'],
      ['12-25T14', 'merged', 1, 'Christmas', null],
    ]);
    const later = { planned_through: at('2026-12-24T14:00:00Z') };
    const moves = [at('2026-12-29T14:00:00Z')];
    expect(brief(plan('next_business_day', '2026-12-25T14:00:00Z', later, moves))).toEqual([
      ['12-25T14', 'merged', 1, 'Christmas', null],
    ]);
  });

  it('moves to another day what another move does not meet', () => {
    const moves = [at('2026-12-23T14:00:00Z')];
    expect(brief(plan('next_business_day', '2026-12-24T14:00:00Z', {}, moves))).toEqual([
      ['12-24T14', 'runs', 0, 'Christmas', '12-29T14:00'],
    ]);
  });

  it('is caught up after downtime by the day it was moved to, not by the holiday', () => {
    const weekly = { recurrence: '0 9 * * 4', catch_up: 'skip' as const, catch_up_window_hours: 24 };
    expect(brief(plan('next_business_day', '2026-12-30T10:00:00Z', weekly))).toEqual([
      ['12-24T14', 'runs', 0, 'Christmas', '12-29T14:00'],
    ]);
    expect(brief(plan('next_business_day', '2026-12-30T20:00:00Z', weekly))).toEqual([
      ['12-24T14', 'missed', 1, null, null],
    ]);
  });

  it('moves to a time that the clocks skip by running just after the gap', () => {
    // Cairo's clocks go from 00:00 to 01:00 on Friday 30 April 2027.
    const closed = Date.UTC(2027, 3, 29);
    const moved = planOccurrences(
      schedule({ timezone: 'Africa/Cairo', recurrence: '30 0 29 4 *', planned_through: at('2027-01-01T00:00:00Z') }),
      at('2027-04-29T12:00:00Z'),
      {
        onHolidays: 'next_business_day',
        moves: [],
        calendar: { holidayOn: (wall) => (wall === closed ? 'Closed' : null) },
      },
    );
    expect(brief(moved)).toEqual([['04-28T22', 'runs', 0, 'Closed', '04-29T22:00']]);
  });
});

it('counts every due occurrence once, whatever holidays, policy and ticks', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Rule>('skip', 'next_business_day'),
      fc.constantFrom('skip' as const, 'latest' as const, 'all' as const),
      fc.integer({ min: 1, max: 200 }),
      fc.constantFrom('0 9 * * *', '0 * * * *', '0 0 24,25,28 12 *', '*/10 * * * 4'),
      fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 6 }),
      (rule, catch_up, catch_up_window_hours, recurrence, ticks) => {
        const from = at('2026-12-23T20:00:00Z');
        const clocks = ticks.toSorted((a, b) => a - b).map((hour) => new Date(from.getTime() + hour * 3_600_000));
        let plannable = schedule({ catch_up, catch_up_window_hours, recurrence });
        let counted = 0;
        const moves: Date[] = [];
        const seen = new Set<number>();
        for (const now of clocks) {
          for (let rounds = 0; rounds < 20; rounds++) {
            const planned = planOccurrences(plannable, now, { onHolidays: rule, calendar, moves });
            for (const { scheduledFor, skipped, missedCount, movedTo } of planned.occurrences) {
              expect(seen.has(scheduledFor.getTime())).toBe(false);
              seen.add(scheduledFor.getTime());
              counted += missedCount + (skipped ? 0 : 1);
              if (movedTo) moves.push(movedTo);
            }
            plannable = { ...plannable, planned_through: planned.plannedThrough };
            if (planned.nextRunAt && planned.nextRunAt > now) break;
          }
        }
        const [all] = planOccurrences(schedule({ recurrence }), clocks.at(-1) ?? from).occurrences;
        expect(counted).toBe(all ? all.missedCount + 1 : 0);
        const days = moves.map((move) => move.toISOString().slice(0, 10));
        expect(new Set(days).size).toBe(days.length);
      },
    ),
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlannableSchedule, planOccurrences } from './plan-occurrences';

const at = (text: string) => new Date(text);
const schedule = (values: Partial<PlannableSchedule> = {}): PlannableSchedule => ({
  recurrence: '0 9 * * *',
  timezone: 'UTC',
  starts_at: null,
  ends_at: null,
  catch_up: 'latest',
  catch_up_window_hours: 24,
  planned_through: at('2026-03-01T12:00:00Z'),
  ...values,
});
const brief = (plan: ReturnType<typeof planOccurrences>) =>
  plan.occurrences.map(({ scheduledFor, skipped, missedCount }) => [
    scheduledFor.toISOString().slice(5, 13),
    ...[skipped ? 'skipped' : 'runs', missedCount],
  ]);

describe('planning a schedule', () => {
  it('takes an occurrence at its instant, not a moment before', () => {
    expect(brief(planOccurrences(schedule(), at('2026-03-02T08:59:59.999Z')))).toEqual([]);
    expect(brief(planOccurrences(schedule(), at('2026-03-02T09:00:00Z')))).toEqual([['03-02T09', 'runs', 0]]);
  });

  it('moves the cursor to now and names the next occurrence', () => {
    const plan = planOccurrences(schedule(), at('2026-03-02T10:00:00Z'));
    expect(plan.plannedThrough).toEqual(at('2026-03-02T10:00:00Z'));
    expect(plan.nextRunAt).toEqual(at('2026-03-03T09:00:00Z'));
  });

  it('does not take the occurrence on which the cursor stands', () => {
    const planned_through = at('2026-03-02T09:00:00Z');
    expect(brief(planOccurrences(schedule({ planned_through }), at('2026-03-02T09:00:00Z')))).toEqual([]);
  });

  it('keeps a cursor that is ahead of a clock that went back', () => {
    const planned_through = at('2026-03-05T00:00:00Z');
    const plan = planOccurrences(schedule({ planned_through }), at('2026-03-02T10:00:00Z'));
    expect(plan).toMatchObject({ occurrences: [], plannedThrough: planned_through });
    expect(plan.nextRunAt).toEqual(at('2026-03-05T09:00:00Z'));
  });

  it('ends when no occurrence will come', () => {
    const plan = planOccurrences(schedule({ ends_at: at('2026-03-02T09:00:00Z') }), at('2026-03-02T09:00:00Z'));
    expect(brief(plan)).toEqual([['03-02T09', 'runs', 0]]);
    expect(plan.nextRunAt).toBeNull();
  });

  it('begins when it starts', () => {
    const starts_at = at('2026-03-10T00:00:00Z');
    const plan = planOccurrences(schedule({ starts_at }), at('2026-03-05T00:00:00Z'));
    expect(plan).toMatchObject({ occurrences: [], nextRunAt: at('2026-03-10T09:00:00Z') });
  });

  it.each([
    ['latest', 24, [['03-05T09', 'runs', 3]]],
    ['latest', 1, [['03-05T09', 'runs', 3]]],
    [
      'skip',
      24,
      [
        ['03-04T09', 'skipped', 3],
        ['03-05T09', 'runs', 0],
      ],
    ],
    ['skip', 2, [['03-05T09', 'skipped', 4]]],
    [
      'all',
      720,
      [
        ['03-02T09', 'runs', 0],
        ['03-03T09', 'runs', 0],
        ['03-04T09', 'runs', 0],
        ['03-05T09', 'runs', 0],
      ],
    ],
    [
      'all',
      30,
      [
        ['03-03T09', 'skipped', 2],
        ['03-04T09', 'runs', 0],
        ['03-05T09', 'runs', 0],
      ],
    ],
    ['all', 1, [['03-05T09', 'skipped', 4]]],
  ] as const)('after downtime follows “%s” with a window of %i hours', (catch_up, catch_up_window_hours, expected) => {
    const plan = planOccurrences(schedule({ catch_up, catch_up_window_hours }), at('2026-03-05T12:00:00Z'));
    expect(brief(plan)).toEqual(expected);
    expect(plan.supersedes).toBe(catch_up !== 'all' && expected.some(([, what]) => what === 'runs'));
  });

  it('of every minute with “all” makes 200 runs at a time, losing none', () => {
    const now = at('2026-03-01T22:00:00Z');
    let plannable = schedule({ recurrence: '* * * * *', catch_up: 'all' });
    const seen: number[] = [];
    for (let round = 0; round < 5; round++) {
      const plan = planOccurrences(plannable, now);
      expect(plan.occurrences.length).toBeLessThanOrEqual(200);
      seen.push(...plan.occurrences.map(({ scheduledFor }) => scheduledFor.getTime()));
      plannable = { ...plannable, planned_through: plan.plannedThrough };
      expect(plan.nextRunAt !== null && plan.nextRunAt > now).toBe(round >= 2);
    }
    const first = at('2026-03-01T12:01:00Z').getTime();
    expect(seen).toEqual(Array.from({ length: 600 }, (_, minute) => first + minute * 60_000));
  });

  it('of every minute after a month of downtime counts all of it', () => {
    const plan = planOccurrences(schedule({ recurrence: '* * * * *' }), at('2026-04-01T12:00:00Z'));
    expect(plan.occurrences).toMatchObject([{ missedCount: 31 * 24 * 60 - 1, skipped: null }]);
  });

  it('counts every due occurrence once, run or missed, whatever the policy, window and ticks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('skip' as const, 'latest' as const, 'all' as const),
        fc.integer({ min: 1, max: 720 }),
        fc.constantFrom('0 9 * * *', '*/30 * * * *', '0 0 1 * *', '30 2 * * *'),
        fc.constantFrom('UTC', 'America/New_York', 'Australia/Lord_Howe'),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 6 }),
        (catch_up, catch_up_window_hours, recurrence, timezone, ticks) => {
          const from = at('2026-03-01T12:00:00Z');
          const clocks = ticks.toSorted((a, b) => a - b).map((hour) => new Date(from.getTime() + hour * 3_600_000));
          let plannable = schedule({ catch_up, catch_up_window_hours, recurrence, timezone });
          let counted = 0;
          for (const now of clocks) {
            for (let rounds = 0; rounds < 20; rounds++) {
              const plan = planOccurrences(plannable, now);
              for (const each of plan.occurrences) counted += each.missedCount + (each.skipped ? 0 : 1);
              plannable = { ...plannable, planned_through: plan.plannedThrough };
              if (plan.nextRunAt && plan.nextRunAt > now) break;
            }
          }
          const [all] = planOccurrences(schedule({ recurrence, timezone }), clocks.at(-1) ?? from).occurrences;
          expect(counted).toBe(all ? all.missedCount + 1 : 0);
        },
      ),
    );
  });

  it('refuses what it cannot read', () => {
    expect(() => planOccurrences(schedule({ recurrence: 'nonsense' }), at('2026-03-02T10:00:00Z'))).toThrow();
    expect(() => planOccurrences(schedule({ timezone: 'Mars/Olympus' }), at('2026-03-02T10:00:00Z'))).toThrow();
  });
});

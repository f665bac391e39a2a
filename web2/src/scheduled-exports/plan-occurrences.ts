import { nextOccurrence, occurrences } from '@/recurrence/occurrences';
import { parseRecurrence } from '@/recurrence/recurrence';

export interface PlannableSchedule {
  recurrence: string;
  timezone: string;
  starts_at: Date | null;
  ends_at: Date | null;
  catch_up: 'skip' | 'latest' | 'all';
  catch_up_window_hours: number;
  /** Occurrences up to here have been planned. */
  planned_through: Date;
}

export interface PlannedOccurrence {
  scheduledFor: Date;
  /** Not executed: it stands in the history for `missedCount` missed occurrences. */
  skipped: boolean;
  missedCount: number;
}

export interface Plan {
  occurrences: PlannedOccurrence[];
  /** An older occurrence that still waits gives way to these. */
  supersedes: boolean;
  plannedThrough: Date;
  /** Null when the recurrence has no further occurrence. */
  nextRunAt: Date | null;
}

/** Runs made for one schedule at a time; the cursor stops there and the next tick goes on. */
const MOST_RUNS = 200;
/** A schedule of every minute fills a month of downtime with fewer than this. */
const MOST_OCCURRENCES = 50_000;

/**
 * Decides what a schedule's due occurrences become, by its catch-up policy (docs/semantics.md).
 * @param now the tick's clock: occurrences after the cursor up to now, inclusive, are due
 * @throws RecurrenceError when the recurrence or zone is not valid
 */
export function planOccurrences(schedule: PlannableSchedule, now: Date): Plan {
  const recurrence = parseRecurrence(schedule.recurrence);
  const bounds = { timezone: schedule.timezone, startsAt: schedule.starts_at, endsAt: schedule.ends_at };
  const due = occurrences(recurrence, {
    ...bounds,
    after: schedule.planned_through,
    until: now,
    limit: MOST_OCCURRENCES,
  });
  const planned = applyCatchUp(schedule, due, now);
  const last = planned.at(-1);
  const complete =
    due.length < MOST_OCCURRENCES && (last === undefined || last.scheduledFor >= (due.at(-1) ?? last.scheduledFor));
  const plannedThrough = complete ? later(now, schedule.planned_through) : (last?.scheduledFor ?? now);
  return {
    occurrences: planned,
    supersedes: schedule.catch_up !== 'all' && planned.some((occurrence) => !occurrence.skipped),
    plannedThrough,
    nextRunAt: nextOccurrence(recurrence, { ...bounds, after: plannedThrough }),
  };
}

function applyCatchUp(schedule: PlannableSchedule, due: Date[], now: Date): PlannedOccurrence[] {
  const newest = due.at(-1);
  if (!newest) return [];
  const windowStart = new Date(now.getTime() - schedule.catch_up_window_hours * 3_600_000);
  switch (schedule.catch_up) {
    case 'latest':
      return [{ scheduledFor: newest, skipped: false, missedCount: due.length - 1 }];
    case 'skip': {
      const missed = newest < windowStart ? due : due.slice(0, -1);
      return [...gap(missed), ...due.slice(missed.length).map(run)];
    }
    case 'all': {
      const missed = due.filter((occurrence) => occurrence < windowStart);
      return [...gap(missed), ...due.slice(missed.length, missed.length + MOST_RUNS).map(run)];
    }
  }
}

function run(scheduledFor: Date): PlannedOccurrence {
  return { scheduledFor, skipped: false, missedCount: 0 };
}

/** One skipped row, at the newest missed occurrence, stands for all of a gap. */
function gap(missed: Date[]): PlannedOccurrence[] {
  const newest = missed.at(-1);
  return newest ? [{ scheduledFor: newest, skipped: true, missedCount: missed.length }] : [];
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

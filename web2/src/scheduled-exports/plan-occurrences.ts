import { dayOf, type HolidayRule, holidayJudge } from '@/calendars/holiday-rule';
import { nextOccurrence, occurrences } from '@/recurrence/occurrences';
import { checkInterval, parseRecurrence } from '@/recurrence/recurrence';

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

/** What a schedule that minds holidays needs beside itself. */
export type Holidays = Omit<HolidayRule, 'timezone'> & {
  /** Where its earlier occurrences were moved to. */
  moves: readonly Date[];
};

export interface PlannedOccurrence {
  scheduledFor: Date;
  /** Why it is not executed but stands in the history; null when it runs. */
  skipped: 'missed' | 'holiday' | 'merged' | null;
  /** Missed occurrences that it stands for; of one that is skipped, itself included. */
  missedCount: number;
  /** The holiday that skipped or moved it. */
  holiday: string | null;
  /** When it runs instead of when it was due. */
  movedTo: Date | null;
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
 * Decides what a schedule's due occurrences become, by its holidays and its catch-up policy (docs/semantics.md).
 * @param now the tick's clock: occurrences after the cursor up to now, inclusive, are due
 * @param holidays absent for a schedule that runs on any day
 * @throws RecurrenceError when the recurrence or zone is not valid, or runs more often than is allowed
 */
export function planOccurrences(
  schedule: PlannableSchedule,
  now: Date,
  holidays?: Holidays,
  minimumIntervalMinutes = 1,
): Plan {
  const recurrence = parseRecurrence(schedule.recurrence);
  checkInterval(recurrence, minimumIntervalMinutes);
  const bounds = { timezone: schedule.timezone, startsAt: schedule.starts_at, endsAt: schedule.ends_at };
  const due = occurrences(recurrence, {
    ...bounds,
    after: schedule.planned_through,
    until: now,
    limit: MOST_OCCURRENCES,
  });
  const all = holidays ? judge(due, schedule.timezone, holidays) : due.map(onTime);
  const taken = all.slice(0, schedule.catch_up === 'all' ? batchOf(all, schedule, now) : all.length);
  const complete = taken.length === all.length && due.length < MOST_OCCURRENCES;
  const plannedThrough = complete ? later(now, schedule.planned_through) : (taken.at(-1)?.scheduledFor ?? now);
  const [waiting, ready] = partition(taken, ({ movedTo }) => movedTo !== null && movedTo > now);
  const [executable, skipped] = partition(ready, (occurrence) => occurrence.skipped === null);
  const caughtUp = applyCatchUp(schedule, executable, now);
  return {
    occurrences: [...gathered(skipped, schedule.timezone), ...caughtUp, ...waiting].sort(byOccurrence),
    supersedes: schedule.catch_up !== 'all' && caughtUp.some((occurrence) => occurrence.skipped === null),
    plannedThrough,
    nextRunAt: nextOccurrence(recurrence, { ...bounds, after: plannedThrough }),
  };
}

/** How many of the due occurrences are planned at once: up to the last of as many as may be made runs. */
function batchOf(due: PlannedOccurrence[], schedule: PlannableSchedule, now: Date): number {
  const windowStart = windowOf(schedule, now);
  let runs = 0;
  const end = due.findIndex((occurrence) => {
    if (occurrence.skipped === null && runsAt(occurrence) >= windowStart) runs++;
    return runs > MOST_RUNS;
  });
  return end < 0 ? due.length : end;
}

function applyCatchUp(schedule: PlannableSchedule, due: PlannedOccurrence[], now: Date): PlannedOccurrence[] {
  const newest = due.at(-1);
  if (!newest) return [];
  const windowStart = windowOf(schedule, now);
  switch (schedule.catch_up) {
    case 'latest':
      return [{ ...newest, missedCount: due.length - 1 }];
    case 'skip': {
      const missed = runsAt(newest) < windowStart ? due : due.slice(0, -1);
      return [...gap(missed), ...due.slice(missed.length)];
    }
    case 'all': {
      const [missed, current] = partition(due, (occurrence) => runsAt(occurrence) < windowStart);
      return [...gap(missed), ...current];
    }
  }
}

function windowOf(schedule: PlannableSchedule, now: Date): Date {
  return new Date(now.getTime() - schedule.catch_up_window_hours * 3_600_000);
}

/** What holidays make of the due occurrences: of those moved to one day the first runs, the others are merged into it. */
function judge(due: Date[], timezone: string, { moves, ...rule }: Holidays): PlannedOccurrence[] {
  const judged = holidayJudge({ ...rule, timezone }, moves);
  return due.map((at) => {
    const verdict = judged(at);
    if (!verdict) return onTime(at);
    const { holiday, outcome, movedTo } = verdict;
    if (outcome === 'moved') return { ...onTime(at), holiday, movedTo };
    return { ...onTime(at), skipped: outcome === 'merged' ? 'merged' : 'holiday', missedCount: 1, holiday };
  });
}

/** What was skipped on one day for one reason is one row, at the newest of them. */
function gathered(skipped: PlannedOccurrence[], timezone: string): PlannedOccurrence[] {
  const rows = new Map<string, PlannedOccurrence>();
  for (const occurrence of skipped) {
    const key = `${occurrence.skipped} ${dayOf(occurrence.scheduledFor, timezone)}`;
    rows.set(key, { ...occurrence, missedCount: (rows.get(key)?.missedCount ?? 0) + 1 });
  }
  return [...rows.values()];
}

function onTime(scheduledFor: Date): PlannedOccurrence {
  return { scheduledFor, skipped: null, missedCount: 0, holiday: null, movedTo: null };
}

/** One skipped row, at the newest missed occurrence, stands for all of a gap. */
function gap(missed: PlannedOccurrence[]): PlannedOccurrence[] {
  return missed.slice(-1).map(({ scheduledFor }) => ({
    ...onTime(scheduledFor),
    skipped: 'missed',
    missedCount: missed.length,
  }));
}

const runsAt = ({ movedTo, scheduledFor }: PlannedOccurrence): Date => movedTo ?? scheduledFor;

const byOccurrence = (a: PlannedOccurrence, b: PlannedOccurrence): number =>
  a.scheduledFor.getTime() - b.scheduledFor.getTime();

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

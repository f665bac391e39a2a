import { loadCalendars } from '@/calendars/load-calendars';
import { tellOutcome } from '@/export-runs/tell-outcome';
import { TOO_LONG } from '@/export-runs/too-long';
import type { Db } from '@/lib/db';
import type { Log } from '@/lib/log';
import { IntervalTooShortError, RecurrenceError } from '@/recurrence/errors';
import { planDefinition } from './definition';
import { type DueSchedule, dueSchedule, dueSchedules } from './due-schedules';
import { type Holidays, type PlannedOccurrence, planOccurrences } from './plan-occurrences';
import { tellStopped } from './tell-stopped';

interface RunRow {
  organization_id: string;
  scheduled_export_id: string;
  scheduled_for: Date;
  period_start: Date | null;
  period_end: Date | null;
  definition: Record<string, unknown>;
  status: 'waiting' | 'skipped';
  reason: PlannedOccurrence['skipped'];
  missed_count: number;
  holiday: string | null;
  moved_to: Date | null;
}

interface CursorRow {
  id: string;
  planned_through: Date;
  next_run_at: Date | null;
  status: 'active' | 'ended' | 'failed';
  status_reason: string | null;
}

interface MovedRow {
  scheduled_export_id: string;
  moved_to: Date;
}

interface SupersededRow {
  id: string;
  status: 'skipped' | 'failed';
}

export interface Planning {
  /** Occurrences up to here are due. */
  now: Date;
  /** A schedule whose occurrences come closer together is stopped: PostgREST bypasses the API's check. */
  minimumIntervalMinutes: number;
  log: Log;
}

/**
 * Turns due occurrences into runs and moves the cursor, in the caller's transaction and without any other I/O.
 * @returns how many schedules were looked at; as many as the limit means that there may be more
 */
export async function planDueSchedules(
  db: Db,
  { limit, ...planning }: Planning & { limit: number },
): Promise<{ schedules: number; runs: number }> {
  return planSchedules(db, await dueSchedules(db, planning.now, limit), planning);
}

/** The same for one schedule: after it was saved, so that its next run is known at once; before it is changed, so that nothing due is lost. */
export async function planOneSchedule(db: Db, { id, ...planning }: Planning & { id: string }): Promise<void> {
  await planSchedules(db, await dueSchedule(db, planning.now, id), planning);
}

async function planSchedules(
  db: Db,
  schedules: DueSchedule[],
  { now, minimumIntervalMinutes, log }: Planning,
): Promise<{ schedules: number; runs: number }> {
  const runs: RunRow[] = [];
  const cursors: CursorRow[] = [];
  const superseding: string[] = [];
  const broken: { schedule: DueSchedule; error: unknown }[] = [];
  const holidays = await loadHolidays(db, schedules);
  for (const schedule of schedules) {
    try {
      const plan = planOccurrences(schedule, now, holidays.get(schedule.id), minimumIntervalMinutes);
      const rows = plan.occurrences.map((occurrence): RunRow => {
        const { definition, period } = planDefinition(schedule, occurrence.scheduledFor, schedule.week_starts_on);
        return {
          organization_id: schedule.organization_id,
          scheduled_export_id: schedule.id,
          scheduled_for: occurrence.scheduledFor,
          period_start: period?.start ?? null,
          period_end: period?.end ?? null,
          definition,
          status: occurrence.skipped ? 'skipped' : 'waiting',
          reason: occurrence.skipped,
          missed_count: occurrence.missedCount,
          holiday: occurrence.holiday,
          moved_to: occurrence.movedTo,
        };
      });
      runs.push(...rows);
      if (plan.supersedes) superseding.push(schedule.id);
      cursors.push({
        id: schedule.id,
        planned_through: plan.plannedThrough,
        next_run_at: plan.nextRunAt,
        status: plan.nextRunAt ? 'active' : 'ended',
        status_reason: plan.nextRunAt ? null : 'no_further_occurrence',
      });
    } catch (error) {
      // One broken schedule never stops the batch; it says so itself.
      log.warn('schedule could not be planned', { scheduled_export_id: schedule.id, error });
      broken.push({ schedule, error });
      cursors.push({
        id: schedule.id,
        planned_through: schedule.planned_through,
        next_run_at: null,
        status: 'failed',
        status_reason: stoppedFor(error),
      });
    }
  }
  if (cursors.length === 0) return { schedules: 0, runs: 0 };
  const superseded = superseding.length > 0 ? await supersede(db, superseding, now) : [];
  const inserted = await db.query(INSERT_RUNS, [JSON.stringify(runs), now]);
  await db.query(MOVE_CURSORS, [JSON.stringify(cursors)]);
  for (const { schedule, error } of broken) await tellStopped(db, schedule, error, now);
  // Last, because it may stop the schedule.
  for (const run of superseded) if (run.status === 'failed') await tellOutcome(db, run.id);
  return { schedules: schedules.length, runs: inserted.length };
}

function stoppedFor(error: unknown): string {
  if (error instanceof IntervalTooShortError) return 'interval_too_short';
  return error instanceof RecurrenceError ? 'invalid_recurrence' : 'invalid_definition';
}

/** Calendars of the schedules that mind holidays, by schedule; nothing is asked when there are none. */
async function loadHolidays(db: Db, schedules: DueSchedule[]): Promise<Map<string, Holidays>> {
  const minding = schedules.filter(({ on_holidays }) => on_holidays !== 'run');
  if (minding.length === 0) return new Map();
  const from = new Date(Math.min(...minding.map(({ planned_through }) => planned_through.getTime())));
  const countries = new Map(minding.map((schedule) => [schedule.organization_id, schedule.holiday_country]));
  const calendars = await loadCalendars(db, countries, from);
  const movers = minding.filter(({ on_holidays }) => on_holidays === 'next_business_day').map(({ id }) => id);
  const moved = movers.length > 0 ? await db.query<MovedRow>(MOVED, [movers, from]) : [];
  return new Map(
    minding.flatMap(({ id, organization_id, on_holidays }) => {
      const calendar = calendars.get(organization_id);
      const moves = moved.filter((run) => run.scheduled_export_id === id).map(({ moved_to }) => moved_to);
      return calendar ? [[id, { onHolidays: on_holidays, calendar, moves }]] : [];
    }),
  );
}

async function supersede(db: Db, scheduleIds: string[], now: Date): Promise<SupersededRow[]> {
  return db.query<SupersededRow>(SUPERSEDE, [scheduleIds, TOO_LONG.code, TOO_LONG.message, now]);
}

const MOVED = `
  select scheduled_export_id, moved_to from public.export_runs
  where scheduled_export_id = any ($1::uuid[]) and moved_to > $2 and status not in ('skipped', 'cancelled')`;

// What a holiday moved is not overtaken before its day, and what a person asked for not at all. A run that already failed once keeps that verdict, as does one too long for a function; one that never began was merely overtaken.
const SUPERSEDE = `
  update public.export_runs
  set status = case when error_code is null and not needs_worker then 'skipped' else 'failed' end,
    error_code = case when needs_worker then $2 else error_code end,
    error_message = case when needs_worker then $3 else error_message end,
    reason = 'superseded', finished_at = clock_timestamp()
  where scheduled_export_id = any ($1::uuid[]) and trigger = 'schedule' and retried_at is null and stage in ('waiting', 'active') and status <> 'running'
    and (moved_to is null or moved_to <= $4)
  returning id, status`;

const INSERT_RUNS = `
  insert into public.export_runs (organization_id, scheduled_export_id, scheduled_for, period_start, period_end, definition,
    status, reason, missed_count, holiday, moved_to, run_after, finished_at)
  select r.organization_id, r.scheduled_export_id, r.scheduled_for, r.period_start, r.period_end, r.definition,
    r.status, r.reason, r.missed_count, r.holiday, r.moved_to, coalesce(r.moved_to, $2::timestamptz),
    case when r.status = 'skipped' then clock_timestamp() end
  from jsonb_to_recordset($1::jsonb) as r (organization_id uuid, scheduled_export_id uuid, scheduled_for timestamptz,
    period_start timestamptz, period_end timestamptz, definition jsonb, status text, reason text, missed_count integer,
    holiday text, moved_to timestamptz)
  on conflict (scheduled_export_id, scheduled_for, (case when trigger <> 'schedule' then id end)) do nothing
  returning id`;

const MOVE_CURSORS = `
  update public.scheduled_exports s
  set planned_through = c.planned_through, next_run_at = c.next_run_at, status = c.status,
    status_reason = coalesce(c.status_reason, s.status_reason)
  from jsonb_to_recordset($1::jsonb) as c (id uuid, planned_through timestamptz, next_run_at timestamptz, status text, status_reason text)
  where s.id = c.id`;

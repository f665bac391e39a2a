import type { Db } from '@/lib/db';
import type { NotificationEvent } from '@/notifications/catalogue';
import { composeNotification, type Outcome } from '@/notifications/compose';
import { notify } from '@/notifications/notify';

/** After so many failed occurrences in a row a schedule stops. */
const MOST_FAILURES = 5;

interface OutcomeRow extends Outcome {
  run_id: string;
  organization_id: string;
  scheduled_export_id: string;
  owner_id: string | null;
  trigger: string;
  requested_by: string | null;
  retried_at: Date | null;
  retried_by: string | null;
  /** By people, whom the history tells what they left undelivered. */
  stopped: boolean;
  final_status: 'succeeded' | 'partially_delivered' | 'failed';
  /** Failed occurrences right before this one, since the schedule was last resumed. */
  failures_before: number;
  /** Whether the occurrence before this one failed. */
  was_failing: boolean;
  /** Whether a person tried it again that had failed altogether, and no later occurrence has an outcome. */
  mended: boolean;
  in_app_target: boolean;
}

/**
 * What follows from a run's final status, in the same transaction: the schedule stops after five failed occurrences in a row,
 * with what still waits of it, and its owner is told of the failure, the stop or the recovery, each once.
 * What a person asked for by hand is told to that person, and never counts. The caller holds the schedule's lock.
 */
export async function tellOutcome(db: Db, runId: string): Promise<void> {
  const [outcome] = await db.query<OutcomeRow>(READ, [runId, MOST_FAILURES]);
  if (!outcome || (outcome.stopped && outcome.final_status !== 'succeeded')) return;
  if (outcome.trigger === 'schedule' && outcome.retried_at === null) await tellOfOccurrence(db, outcome);
  else await tellOfRequest(db, outcome);
}

async function tellOfOccurrence(db: Db, outcome: OutcomeRow): Promise<void> {
  const { final_status, failures_before, owner_id } = outcome;
  if (final_status !== 'failed') {
    if (outcome.was_failing) await tell(db, outcome, 'schedule_recovered', owner_id);
    await tell(db, outcome, final_status === 'partially_delivered' ? 'partly_delivered' : 'run_delivered', owner_id);
  } else if (failures_before + 1 >= MOST_FAILURES && outcome.schedule_status === 'active') {
    await stopSchedule(db, outcome.scheduled_export_id);
    await tell(db, outcome, 'schedule_stopped', owner_id);
  } else {
    await tell(db, outcome, failures_before > 0 ? 'run_failed' : 'first_failure', owner_id);
  }
}

/** The owner heard of an occurrence's failure before it was tried again, so hears of its recovery, and of a file to download. */
async function tellOfRequest(db: Db, outcome: OutcomeRow): Promise<void> {
  const { final_status, owner_id, in_app_target } = outcome;
  const asker = outcome.retried_at === null ? outcome.requested_by : outcome.retried_by;
  if (final_status === 'failed') return tell(db, outcome, 'requested_run_failed', asker);
  if (outcome.mended) await tell(db, outcome, 'schedule_recovered', owner_id);
  if (final_status === 'partially_delivered') return tell(db, outcome, 'partly_delivered', asker);
  await tell(db, outcome, 'run_delivered', asker);
  if (in_app_target && owner_id !== asker) await tell(db, outcome, 'run_delivered', owner_id);
}

async function stopSchedule(db: Db, id: string): Promise<void> {
  await db.query(
    `update public.scheduled_exports set status = 'failed', status_reason = 'too_many_failures' where id = $1 and status = 'active'`,
    [id],
  );
  // What a person asked for is not an occurrence, and may show whether the job is mended.
  await db.query(
    `update public.export_runs set status = 'cancelled', reason = 'stopped', finished_at = clock_timestamp()
     where scheduled_export_id = $1 and stage in ('waiting', 'active') and status <> 'running' and trigger = 'schedule' and retried_at is null`,
    [id],
  );
}

async function tell(db: Db, outcome: OutcomeRow, event: NotificationEvent, userId: string | null): Promise<void> {
  await notify(db, {
    ...composeNotification(event, outcome),
    event,
    userId,
    organizationId: outcome.organization_id,
    runId: outcome.run_id,
    scheduledExportId: outcome.scheduled_export_id,
    occasion: [outcome.run_id, outcome.retried_at?.toISOString()].filter(Boolean).join(':'),
    // A file kept for download is announced whatever the settings say: that is its delivery.
    alwaysInApp: event === 'run_delivered' && outcome.in_app_target,
  });
}

const READ = `
  select r.id as run_id, r.organization_id, r.scheduled_export_id, r.status as final_status, r.trigger, r.error_message, r.scheduled_for,
    r.requested_by, r.retried_at, r.retried_by, r.cancel_requested_at is not null as stopped,
    r.definition ->> 'name' as name, r.definition ->> 'timezone' as timezone, s.owner_id, s.status as schedule_status,
    f.row_count, f.name as file_name,
    (select count(*) from public.export_deliveries d where d.run_id = r.id) as deliveries_total,
    (select count(*) from public.export_deliveries d where d.run_id = r.id and d.status = 'sent') as deliveries_sent,
    exists (select from public.export_deliveries d where d.run_id = r.id and d.method = 'download') as in_app_target,
    streak.failures_before, streak.was_failing,
    r.trigger = 'schedule' and r.retried_at is not null
      and not exists (select from public.export_deliveries d where d.run_id = r.id and d.sent_at < r.retried_at)
      and not exists (
        select from public.export_runs later
        where later.scheduled_export_id = r.scheduled_export_id and later.trigger = 'schedule'
          and later.stage = 'decided' and (later.scheduled_for, later.id) > (r.scheduled_for, r.id)) as mended
  from public.export_runs r
    join public.scheduled_exports s on s.id = r.scheduled_export_id
    left join public.export_files f on f.run_id = r.id and f.status = 'ready'
    cross join lateral (
      select count(*) filter (where failed and passed = 0 and counted) as failures_before,
        coalesce(bool_or(failed and passed = 0), false) as was_failing
      from (
        select earlier.status = 'failed' as failed, earlier.created_at >= s.active_since as counted,
          count(*) filter (where earlier.status <> 'failed') over (order by earlier.scheduled_for desc, earlier.id desc) as passed
        from (
          select e.id, e.status, e.scheduled_for, e.created_at from public.export_runs e
          where e.scheduled_export_id = r.scheduled_export_id and e.trigger = 'schedule'
            and e.stage = 'decided' and (e.scheduled_for, e.id) < (r.scheduled_for, r.id)
          order by e.scheduled_for desc, e.id desc limit $2
        ) earlier
      ) recent
    ) streak
  where r.id = $1 and r.stage = 'decided'`;

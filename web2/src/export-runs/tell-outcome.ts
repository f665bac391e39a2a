import type { Db } from '@/lib/db';
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
  final_status: 'succeeded' | 'partially_delivered' | 'failed';
  schedule_active: boolean;
  /** Failed occurrences right before this one, since the schedule was last resumed. */
  failures_before: number;
  /** Whether the occurrence before this one failed. */
  was_failing: boolean;
  in_app_target: boolean;
}

/**
 * What follows from a run's final status, in the same transaction: the schedule stops after five failed occurrences in a row,
 * with what still waits of it, and its owner is told of the failure, the stop or the recovery, each once.
 * The caller holds the schedule's lock.
 */
export async function tellOutcome(db: Db, runId: string): Promise<void> {
  const [outcome] = await db.query<OutcomeRow>(READ, [runId, MOST_FAILURES]);
  if (!outcome) return;
  const failures = outcome.final_status === 'failed' ? outcome.failures_before + 1 : 0;
  const counts = outcome.trigger === 'schedule';
  if (counts && failures >= MOST_FAILURES && outcome.schedule_active) {
    await stopSchedule(db, outcome.scheduled_export_id);
    await tell(db, outcome, 'schedule_stopped');
  } else if (outcome.final_status === 'failed') {
    await tell(db, outcome, counts && outcome.failures_before > 0 ? 'run_failed' : 'first_failure');
  } else {
    if (counts && outcome.was_failing) await tell(db, outcome, 'schedule_recovered');
    await tell(db, outcome, outcome.final_status === 'partially_delivered' ? 'partly_delivered' : 'run_delivered');
  }
}

async function stopSchedule(db: Db, id: string): Promise<void> {
  await db.query(
    `update public.scheduled_exports set status = 'failed', status_reason = 'too_many_failures' where id = $1 and status = 'active'`,
    [id],
  );
  await db.query(
    `update public.export_runs set status = 'cancelled', reason = 'stopped', finished_at = clock_timestamp()
     where scheduled_export_id = $1 and status in ('waiting', 'queued')`,
    [id],
  );
}

async function tell(db: Db, outcome: OutcomeRow, event: Parameters<typeof composeNotification>[0]): Promise<void> {
  await notify(db, {
    ...composeNotification(event, outcome),
    event,
    organizationId: outcome.organization_id,
    userId: outcome.owner_id,
    runId: outcome.run_id,
    scheduledExportId: outcome.scheduled_export_id,
    // A file kept for download is announced whatever the settings say: that is its delivery.
    alwaysInApp: event === 'run_delivered' && outcome.in_app_target,
  });
}

const READ = `
  select r.id as run_id, r.organization_id, r.scheduled_export_id, r.status as final_status, r.trigger, r.error_message, r.scheduled_for,
    r.definition ->> 'name' as name, r.definition ->> 'timezone' as timezone, s.owner_id, s.status = 'active' as schedule_active,
    f.row_count, f.name as file_name,
    (select count(*) from public.export_deliveries d where d.run_id = r.id) as deliveries_total,
    (select count(*) from public.export_deliveries d where d.run_id = r.id and d.status = 'sent') as deliveries_sent,
    exists (select from public.export_deliveries d where d.run_id = r.id and d.method = 'download') as in_app_target,
    streak.failures_before, streak.was_failing
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
            and e.status in ('succeeded', 'partially_delivered', 'failed') and (e.scheduled_for, e.id) < (r.scheduled_for, r.id)
          order by e.scheduled_for desc, e.id desc limit $2
        ) earlier
      ) recent
    ) streak
  where r.id = $1 and r.status in ('succeeded', 'partially_delivered', 'failed')`;

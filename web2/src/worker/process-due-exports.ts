import { planDueSchedules } from '@/scheduled-exports/plan-due';
import { housekeep } from './housekeeping';
import { count, workOff } from './lanes';
import { queueRuns } from './queue-runs';
import { rescue } from './rescue';
import { sendNotifications } from './send-notifications';
import type { TickResult, WorkerDeps } from './worker-deps';

const PLAN_BATCH = 200;
const PLANNERS = 2;
const ACTOR = { actor: 'worker' };

/** One tick: plan what is due, run it, deliver it, tidy up. Any number may run at once, anywhere. */
export async function processDueExports(deps: WorkerDeps): Promise<TickResult> {
  const { db } = deps;
  const startedAt = performance.now();
  const counts = { planned: 0, claimed: 0, succeeded: 0, failed: 0, retried: 0, skipped: 0, delivered: 0 };
  const now = deps.now ?? (await databaseNow(deps));

  for (const status of await rescue(deps)) count(counts, status);
  let planned: number;
  do {
    planned = await planAll(deps, now);
    counts.planned += planned;
    await queueRuns(db, now);
    await workOff(deps, now, counts);
    // Once more: a schedule that another tick held for a moment is due all the same.
  } while (planned > 0 && !deps.closing());
  if (!deps.closing()) await sendNotifications(deps);
  if (!deps.closing()) await housekeep(deps);
  return {
    ...counts,
    remaining: await countRemaining(deps, now),
    duration_ms: Math.round(performance.now() - startedAt),
  };
}

/** A Date counts whole milliseconds: rounded up, so that nothing written before lies ahead of the tick's clock. */
export async function databaseNow({ db }: Pick<WorkerDeps, 'db'>): Promise<Date> {
  const [clock] = await db.query<{ now: Date }>(
    `select date_trunc('milliseconds', clock_timestamp() + interval '999 microseconds') as now`,
  );
  if (!clock) throw new Error('the database did not tell the time');
  return clock.now;
}

/**
 * Plans everything that is due, in short transactions; two at a time, so that the database works while the next is thought through.
 * @returns how many runs were made
 */
export async function planAll(deps: PlanDeps, now: Date): Promise<number> {
  const made = await Promise.all(Array.from({ length: PLANNERS }, () => planBatches(deps, now)));
  return made.reduce((sum, runs) => sum + runs, 0);
}

type PlanDeps = Pick<WorkerDeps, 'db' | 'log' | 'closing' | 'minimumIntervalMinutes'>;

async function planBatches({ db, closing, ...deps }: PlanDeps, now: Date): Promise<number> {
  const { log, minimumIntervalMinutes } = deps;
  let planned = 0;
  while (!closing()) {
    const batch = await db.transaction(ACTOR, (tx) =>
      planDueSchedules(tx, { now, limit: PLAN_BATCH, minimumIntervalMinutes, log }),
    );
    planned += batch.runs;
    if (batch.schedules === 0) break;
  }
  return planned;
}

/** What is due but was not taken up, counted up to a bound; in the order of an index, so that no planner thinks of reading all. */
async function countRemaining({ db }: WorkerDeps, now: Date): Promise<number> {
  const [row] = await db.query<{ remaining: number }>(
    `select (select count(*) from (select from public.scheduled_exports
        where status = 'active' and deleted_at is null and next_run_at <= $1 order by next_run_at limit 1000) due)
      + (select count(*) from (select from public.export_runs
        where stage = 'waiting' and run_after <= $1 order by run_after limit 1000) waiting)
      + (select count(*) from (select from public.export_runs where stage = 'active' and status = 'queued' order by turn, run_after limit 1000) queued)
      + (select count(*) from (select from public.export_deliveries
        where status = 'pending' and attempt = 0 order by turn, run_after limit 1000) new)
      + (select count(*) from (select from public.export_deliveries
        where status = 'pending' and attempt > 0 and run_after <= $1 order by run_after limit 1000) again) as remaining`,
    [now],
  );
  return row?.remaining ?? 0;
}

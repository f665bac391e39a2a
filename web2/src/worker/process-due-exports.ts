import type { DeliveryContext } from '@/delivery/registry';
import type { Database } from '@/lib/db';
import type { Log } from '@/lib/log';
import { planDueSchedules } from '@/scheduled-exports/plan-due';
import { claimDeliveries } from './claim-deliveries';
import { openClaims } from './claim-runs';
import { deliver, keyedMethods } from './deliver';
import { explainFailure } from './explain-failure';
import { type Ending, endRuns } from './finish-run';
import { gather } from './gather';
import { housekeep } from './housekeeping';
import { insist } from './persist';
import { queueRuns } from './queue-runs';
import { rescue } from './rescue';
import { runExport } from './run-export';
import { sendNotifications } from './send-notifications';
import type { Timing } from './timing';

export interface WorkerDeps {
  db: Database;
  delivery: Omit<DeliveryContext, 'signal'>;
  log: Log;
  timing: Timing;
  /** Aborts when the tick must let go of what it holds. */
  deadline: AbortSignal;
  /** No new work is claimed once this is true; a tick stops in time, a draining worker at once. */
  closing: () => boolean;
  concurrency: number;
  /** Starts a lane when there is room for it: ticks of one process share its connections. */
  limit: <T>(lane: () => Promise<T>) => Promise<T>;
  /** Whether runs that are too long for a function may be claimed. */
  longLived: boolean;
  /** Schedules that run more often are stopped. */
  minimumIntervalMinutes: number;
  /** Bound of one report's query. */
  reportTimeoutMs: number;
  /** The tick's clock, when it is not the database's. */
  now?: Date;
}

export interface TickResult {
  planned: number;
  claimed: number;
  succeeded: number;
  failed: number;
  retried: number;
  skipped: number;
  delivered: number;
  remaining: number;
  duration_ms: number;
}

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
    await lanes(deps, now, counts);
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

type Counts = Omit<TickResult, 'remaining' | 'duration_ms'>;

async function lanes(deps: WorkerDeps, now: Date, counts: Counts): Promise<void> {
  const desk = openDesk(deps, now);
  const ended = await Promise.allSettled(
    Array.from({ length: deps.concurrency }, () => deps.limit(() => lane(deps, desk, counts))),
  );
  // All of them end first, so that nothing goes on behind the answer.
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
}

type Desk = ReturnType<typeof openDesk>;

/** Where the lanes of a tick ask for work and end what has nothing to send: those that come together share a statement. */
function openDesk(deps: WorkerDeps, now: Date) {
  const { db, timing, longLived } = deps;
  const keyed = keyedMethods(deps.delivery);
  const claim = openClaims(db, { longLived, timing });
  return {
    delivery: gather((lanes: undefined[]) => claimDeliveries(db, { limit: lanes.length, keyed, timing })),
    run: gather(async (lanes: undefined[]) => {
      const runs = await claim(lanes.length);
      // Organisations without room may have stood before others: who got nothing looks again.
      return lanes.map((_, index) => runs[index] ?? (runs.length > 0 ? 'again' : 'none'));
    }),
    queue: gather(async (lanes: undefined[]) => {
      const queued = await queueRuns(db, now);
      return lanes.map(() => queued);
    }),
    end: gather((endings: Ending[]) => insist(deps, () => endRuns(db, endings))),
  };
}

/**
 * One of several at once, until nothing is left or the tick closes: a delivery and a run by turns, so that a file with a thousand
 * recipients holds up no other run.
 */
async function lane(deps: WorkerDeps, desk: Desk, counts: Counts): Promise<void> {
  let [first, second] = [takeDelivery, takeRun];
  while (!deps.closing()) {
    const took = (await first(deps, desk, counts)) || (await second(deps, desk, counts));
    [first, second] = [second, first];
    if (took) continue;
    // A run that ended may have made room for the next of its schedule.
    if ((await desk.queue(undefined)) === 0) return;
  }
}

/** False when there is none. */
async function takeDelivery(deps: WorkerDeps, desk: Desk, counts: Counts): Promise<boolean> {
  const delivery = await desk.delivery(undefined);
  if (!delivery) return false;
  await record(deps, { delivery_id: delivery.id }, async () => {
    const result = await deliver(deps, delivery);
    if (result.delivery === 'sent') counts.delivered += 1;
    if (result.delivery === 'pending') counts.retried += 1;
    count(counts, result.run);
  });
  return true;
}

/** False when there is none; true also when others got what there was, so that one looks again. */
async function takeRun(deps: WorkerDeps, desk: Desk, counts: Counts): Promise<boolean> {
  const run = await desk.run(undefined);
  if (run === 'none') return false;
  if (run === 'again') return true;
  counts.claimed += 1;
  await record(deps, { run_id: run.id }, async () => {
    const result = await runExport(deps, run, desk.end);
    if (result === 'waiting') counts.retried += 1;
    count(counts, result);
  });
  return true;
}

/** One whose outcome cannot be recorded is left to its lease, and keeps no other from its turn. */
async function record({ log }: WorkerDeps, what: Record<string, string>, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (explainFailure(error).code === 'database_unavailable') throw error;
    log.error('an outcome could not be recorded', { ...what, error });
  }
}

function count(counts: Counts, status: string | null): void {
  if (status === 'succeeded' || status === 'partially_delivered') counts.succeeded += 1;
  if (status === 'failed') counts.failed += 1;
  if (status === 'skipped') counts.skipped += 1;
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

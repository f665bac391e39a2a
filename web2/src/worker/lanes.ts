import { deliver } from './deliver';
import { type Desk, openDesk } from './desk';
import { explainFailure } from './explain-failure';
import { runExport } from './run-export';
import type { TickResult, WorkerDeps } from './worker-deps';

type Counts = Omit<TickResult, 'remaining' | 'duration_ms'>;

/** Runs and delivers what is queued, several at once; what came of it is added to `counts`. */
export async function workOff(deps: WorkerDeps, now: Date, counts: Counts): Promise<void> {
  const desk = openDesk(deps, now);
  const ended = await Promise.allSettled(
    Array.from({ length: deps.concurrency }, () => deps.limit(() => lane(deps, desk, counts))),
  );
  // All of them end first, so that nothing goes on behind the answer.
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
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

/** Adds a run that ended so. */
export function count(counts: Counts, status: string | null): void {
  if (status === 'succeeded' || status === 'partially_delivered') counts.succeeded += 1;
  if (status === 'failed') counts.failed += 1;
  if (status === 'skipped') counts.skipped += 1;
}

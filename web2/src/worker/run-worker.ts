import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { appEmail } from '@/email/app-email';
import { appDatabase } from '@/lib/app-database';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { longTick } from './tick';
import { TIMING } from './timing';

/** A tick begins so often, however long those before it take. */
const PAUSE_MS = 5_000;
/** The longest that a mail takes which was begun, and the record of it. */
const LAST_SEND_MS = 120_000;
const CLOSE_MS = 10_000;
/** Ctrl-C reaches the worker twice: from the terminal, and passed on by the package manager. */
const SAME_SIGNAL_MS = 1_000;

/**
 * One tick after another, for exports too long for a function, until SIGTERM or SIGINT. Then nothing more is claimed, and what is
 * held has WORKER_DRAIN_SECONDS to finish; an export that does not is left to others, and its attempt does not count.
 * Exits with 0, or with 1 when even that took too long; a second signal ends it at once.
 */
export async function runWorker({ timing, pauseMs } = { timing: TIMING, pauseMs: PAUSE_MS }): Promise<never> {
  const worker = `${hostname()}:${process.pid}`.slice(0, 120);
  const drain = new AbortController();
  const deadline = new AbortController();
  const drainMs = env().WORKER_DRAIN_SECONDS * 1000;
  let toldAt = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    if (!drain.signal.aborted) {
      toldAt = performance.now();
      log.info('worker draining', { worker, signal });
      drain.abort();
      setTimeout(() => deadline.abort(), drainMs);
      setTimeout(() => process.exit(1), drainMs + LAST_SEND_MS);
    } else if (performance.now() - toldAt > SAME_SIGNAL_MS) process.exit(1);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal);
  // A defect met by one export must not end the others, whose leases would have to run out first.
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', { worker, error }));
  log.info('worker started', { worker });
  const tick = async () => {
    try {
      const result = await longTick(worker, { draining: drain.signal, deadline: deadline.signal, timing });
      if (result.claimed > 0 || result.delivered > 0) log.info('tick', { ...result });
    } catch (error) {
      // The database may be away; the next round tries again.
      log.error('tick failed', { error });
    }
  };
  // An export of hours keeps its tick. Others plan meanwhile, and work on the lanes that are free; when none is, one waits for it.
  const ticks = new Set<Promise<void>>();
  while (!drain.signal.aborted) {
    if (ticks.size <= env().WORKER_CONCURRENCY) {
      const begun = tick().finally(() => ticks.delete(begun));
      ticks.add(begun);
    }
    await sleep(pauseMs, undefined, { signal: drain.signal }).catch(() => undefined);
  }
  await Promise.all(ticks);
  // A connection that does not end must not keep the process.
  await Promise.race([Promise.all([appDatabase().close(), appEmail().close()]), sleep(CLOSE_MS)]);
  log.info('worker stopped', { worker });
  process.exit(0);
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@/lib/db';
import { explainFailure } from './explain-failure';
import type { WorkerDeps } from './worker-deps';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;

/** Records an outcome in one transaction, although the database may be away: see insist. */
export function persist<T>(deps: Pick<WorkerDeps, 'db' | 'log' | 'timing'>, work: (tx: Db) => Promise<T>): Promise<T> {
  return insist(deps, () => deps.db.transaction({ actor: 'worker' }, work));
}

/**
 * Tries again while the database is away: what happened, happened, and must not be done again because its record failed. It is
 * tried for as long as a lease lasts, since afterwards another takes over. `work` names its lease, so that repeating it is
 * harmless, also when it was applied and only the answer was lost.
 */
export async function insist<T>(
  { log, timing }: Pick<WorkerDeps, 'log' | 'timing'>,
  work: () => Promise<T>,
): Promise<T> {
  const end = performance.now() + timing.leaseSeconds * 1000;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() + pause > end || explainFailure(error).code !== 'database_unavailable') throw error;
      log.warn('an outcome could not be recorded yet', { error });
      await sleep(pause);
    }
  }
}

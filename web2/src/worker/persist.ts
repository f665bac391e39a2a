import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@/lib/db';
import { explainFailure } from './explain-failure';
import type { WorkerDeps } from './process-due-exports';

const TRIES = 6;
const FIRST_PAUSE_MS = 250;

/**
 * Records an outcome although the database may be away for some seconds: what happened, happened, and must not be done again
 * because its record failed. `work` names its lease, so that repeating it is harmless.
 */
export async function persist<T>(
  { db, log }: Pick<WorkerDeps, 'db' | 'log'>,
  work: (tx: Db) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction({ actor: 'worker' }, work);
    } catch (error) {
      if (attempt === TRIES || explainFailure(error).code !== 'database_unavailable') throw error;
      log.warn('an outcome could not be recorded yet', { attempt, error });
      await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }
  }
}

import { purgeNotifications, purgeRuns, purgeWorkers } from './purge-history';
import { purgeSecrets } from './purge-secrets';
import { removeFiles } from './remove-files';
import type { WorkerDeps } from './worker-deps';

const CHORES: Record<string, (deps: WorkerDeps) => Promise<number>> = {
  'files removed': removeFiles,
  'old runs removed': ({ db }) => db.transaction({ actor: 'worker' }, (tx) => purgeRuns(tx)),
  'old notifications removed': ({ db }) => purgeNotifications(db),
  'unused secrets removed': ({ db }) => purgeSecrets(db),
  'workers forgotten': ({ db }) => purgeWorkers(db),
};

/** What retention asks for, a bounded number a tick. A chore that fails keeps neither the others nor the tick from going on. */
export async function housekeep(deps: WorkerDeps): Promise<void> {
  for (const [what, chore] of Object.entries(CHORES)) {
    if (deps.closing()) return;
    try {
      const count = await chore(deps);
      if (count > 0) deps.log.info(what, { count });
    } catch (error) {
      deps.log.warn('housekeeping failed, the next tick tries again', { chore: what, error });
    }
  }
}

import { claimDeliveries } from './claim-deliveries';
import { openClaims } from './claim-runs';
import { keyedMethods } from './deliver';
import { type Ending, endRuns } from './finish-run';
import { gather } from './gather';
import { insist } from './persist';
import { queueRuns } from './queue-runs';
import type { WorkerDeps } from './worker-deps';

export type Desk = ReturnType<typeof openDesk>;

type DeskDeps = Pick<WorkerDeps, 'db' | 'log' | 'timing' | 'longLived' | 'delivery'>;

/** Where the lanes of a tick ask for work and end what has nothing to send: those that come together share a statement. */
export function openDesk(deps: DeskDeps, now: Date) {
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

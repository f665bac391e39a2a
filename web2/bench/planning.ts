import { planAll } from '@/worker/process-due-exports';
import type { BenchDatabase } from './bench-database';
import type { Options } from './options';
import { judge, perSecond, say } from './verdict';
import { workerDeps } from './worker-deps';

/** Due schedules become runs, as a tick does it: 200 a transaction, every trigger and index. */
export async function benchPlanning({ db }: BenchDatabase, { due }: Options): Promise<void> {
  say(`\nPlanning ${due} due schedules`);
  const [clock] = await db.query<{ now: Date }>('select clock_timestamp() as now');
  const now = clock?.now ?? new Date();
  const start = performance.now();
  const runs = await planAll(workerDeps(db), now);
  const taken = (performance.now() - start) / 1000;
  if (runs !== due) throw new Error(`${runs} runs came of ${due} schedules`);
  say(`  ${perSecond(due, taken)} with one process`);
  judge({ what: 'planning: thousands of schedules a second', ratio: due / taken / 1000, atLeast: 5 });
}

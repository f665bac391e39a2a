import { Logger, makeWorkerUtils, run, type WorkerUtils } from 'graphile-worker';
import { PgBoss } from 'pg-boss';
import { openClaims } from '@/worker/claim-runs';
import { openDesk } from '@/worker/desk';
import { endRuns } from '@/worker/finish-run';
import { TIMING } from '@/worker/timing';
import type { BenchDatabase } from './bench-database';
import { seedRuns } from './seed';
import { workerDeps } from './worker-deps';

/** singles: each loop asks for itself; lanes: ours as one worker's lanes do, the rivals as in singles. */
export type Mode = 'singles' | 'lanes' | 'batched';

export interface Contestant {
  name: string;
  load(count: number): Promise<void>;
  /** Takes and finishes everything; answers the seconds that took. */
  drain(mode: Mode, count: number): Promise<number>;
  stop(): Promise<void>;
}

const WORKERS = 10;
const BATCH = { loops: 2, size: 500 };
/** The worker's own statements; a run ends as one of an empty report does, and stays in the table. */
export function ours({ db, admin }: BenchDatabase, schedules: number): Contestant {
  let from = 0;
  const empty = { status: 'skipped', reason: 'empty' } as const;
  const claim = openClaims(db, { longLived: false, timing: TIMING });
  const desk = openDesk(workerDeps(db), new Date());

  async function alone(limit: number): Promise<number> {
    const runs = await claim(limit);
    const endings = runs.map((run) => ({ run, ...empty }));
    if (endings.length > 0) await endRuns(db, endings);
    return endings.length;
  }
  /** What lanes ask for together shares a statement. */
  async function lane(): Promise<number> {
    const run = await desk.run(undefined);
    if (run === 'none') return 0;
    if (run === 'again') return lane();
    await desk.end({ run, ...empty });
    return 1;
  }
  return {
    name: 'scheduled-exports',
    async load(count) {
      const now = new Date();
      await seedRuns(admin, { from, count, schedules, status: 'queued', scheduledFor: now, runAfter: now });
      from = (from + count) % schedules;
    },
    drain: (mode, count) => loops(mode, count, mode === 'lanes' ? lane : alone),
    stop: async () => undefined,
  };
}

/** pg-boss keeps what is completed. fetch and complete in a loop, since `work` would wait between polls; no maintenance meanwhile. */
export async function pgBoss({ url, db }: BenchDatabase): Promise<Contestant> {
  const data = await anyDefinition(db);
  const boss = new PgBoss({ connectionString: url, max: WORKERS + 2, supervise: false, schedule: false });
  boss.on('error', (error) => process.stderr.write(`${error.message}\n`));
  await boss.start();
  await boss.createQueue('bench');
  return {
    name: 'pg-boss',
    async load(count) {
      for (const size of portions(count)) await boss.insert('bench', Array(size).fill({ data }));
    },
    drain: (mode, count) =>
      loops(mode, count, async (batchSize) => {
        const jobs = await boss.fetch('bench', { batchSize });
        const ids = jobs.map(({ id }) => id);
        if (ids.length > 0) await boss.complete('bench', ids);
        return ids.length;
      }),
    stop: () => boss.stop({ graceful: false }),
  };
}

/** graphile-worker deletes what is completed. Batched as its documentation on performance says. */
export async function graphileWorker({ url, db }: BenchDatabase): Promise<Contestant> {
  const payload = await anyDefinition(db);
  const logger = new Logger(() => () => undefined);
  const utils: WorkerUtils = await makeWorkerUtils({ connectionString: url, logger });
  await utils.migrate();
  const singles = { concurrentJobs: WORKERS, maxPoolSize: WORKERS + 1 };
  const presets = {
    ...{ singles, lanes: singles },
    batched: {
      ...{ concurrentJobs: 24, maxPoolSize: 25, localQueue: { size: 500 } },
      ...{ completeJobBatchDelay: 0, failJobBatchDelay: 0 },
    },
  };
  return {
    name: 'graphile-worker',
    async load(count) {
      for (const size of portions(count)) {
        await utils.addJobs(Array(size).fill({ identifier: 'bench', payload }));
      }
    },
    async drain(mode, count) {
      let done = 0;
      let start = 0;
      let finish: () => void = () => undefined;
      const over = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const runner = await run({
        preset: { worker: { connectionString: url, ...presets[mode] } },
        ...{ logger, noHandleSignals: true },
        taskList: {
          bench() {
            // Its start is not held against it.
            start ||= performance.now();
            done += 1;
            if (done === count) finish();
          },
        },
      });
      await over;
      await runner.stop();
      return (performance.now() - start) / 1000;
    },
    stop: async () => utils.release(),
  };
}

/** What all carry. */
async function anyDefinition(db: BenchDatabase['db']): Promise<object> {
  const [run] = await db.query<{ definition: object }>('select definition from public.export_runs limit 1');
  if (!run) throw new Error('No run was seeded.');
  return run.definition;
}

/** Loops side by side until nothing is left. `work` takes and finishes up to so many, and answers how many it found. */
async function loops(mode: Mode, count: number, work: (limit: number) => Promise<number>): Promise<number> {
  const { loops, size } = mode === 'batched' ? BATCH : { loops: WORKERS, size: 1 };
  let done = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: loops }, async () => {
      for (let found = 1; found > 0; done += found) found = await work(size);
    }),
  );
  if (done !== count) throw new Error(`${done} of ${count} were done`);
  return (performance.now() - start) / 1000;
}

function portions(count: number): number[] {
  return Array.from({ length: Math.ceil(count / 1000) }, (_, index) => Math.min(1000, count - 1000 * index));
}

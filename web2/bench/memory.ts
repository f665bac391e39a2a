import { processDueExports } from '@/worker/process-due-exports';
import type { BenchDatabase } from './bench-database';
import type { Options } from './options';
import { judge, median, perSecond, say } from './verdict';
import { workerDeps } from './worker-deps';

const SAMPLES = 10;

/** The worker's loop drains the runs that planning made. Their owner has left, so each is claimed, refused, recorded and told. */
export async function benchMemory({ db }: BenchDatabase, { due }: Options): Promise<void> {
  say(`\nMemory of a worker that drains ${due} runs`);
  const heap: number[] = [];
  const resident: number[] = [];
  let ended = 0;
  const sample = () => {
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    heap.push(heapUsed / 2 ** 20);
    resident.push(rss / 2 ** 20);
  };
  const count = (message: string) => {
    if (message !== 'export failed') return;
    ended += 1;
    if (ended % Math.floor(due / SAMPLES) === 0) sample();
  };
  const start = performance.now();
  const deps = workerDeps(db);
  const result = await processDueExports({ ...deps, log: { ...deps.log, warn: count } });
  const taken = (performance.now() - start) / 1000;
  if (result.failed !== due || result.remaining !== 0) throw new Error(`it ended as ${JSON.stringify(result)}`);
  say(
    `  ${perSecond(due, taken)}; MB of heap at each tenth: ${heap.map(Math.round).join(' ')}; resident: ${resident.map(Math.round).join(' ')}`,
  );
  // The first tenth fills caches and compiles.
  const growth = (samples: number[]) => median(samples.slice(-2)) / median(samples.slice(1, 3));
  judge({ what: 'memory: heap at the end, to heap at the start', ratio: growth(heap), atMost: 1.3 });
  judge({ what: 'memory: resident at the end, to resident at the start', ratio: growth(resident), atMost: 1.3 });
}

import { CONTESTANTS, type Task } from './contestants';
import type { BenchConfig } from './world';

/** One contestant in a process of its own, so that its memory is its own. */
export interface Measured {
  seconds: number;
  bytes: number;
  /** Of all its threads; what PostgreSQL and Storage took is not in it. */
  cpuSeconds: number;
  /** The most that the process held, its start included. */
  peakMb: number;
}

process.once('message', async ({ config, task }: { config: BenchConfig; task: Task }) => {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const bytes = await CONTESTANTS[task.contestant]?.(config, task);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const measured = { seconds, bytes, cpuSeconds: (user + system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024 };
  process.send?.(measured, () => process.disconnect());
});

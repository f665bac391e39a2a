import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { inject } from 'vitest';
import { LINK_SECRET, until } from './worker-world';

export interface WorkerProcess {
  child: ChildProcess;
  /** Everything it printed. */
  output(): string;
  /** Resolves when it has printed this. */
  prints(text: string): Promise<void>;
  /** Its exit code and signal. */
  exited: Promise<[code: number | null, signal: NodeJS.Signals | null]>;
}

const web = path.resolve(import.meta.dirname, '..');
export const REAL = 'src/worker/main.ts';
export const SHORT_LEASES = 'test/short-lease-worker.ts';

/** As the ticks of a test's world, so that all of them send the same mail. */
const SAME_MAILS = { EMAIL_FROM: 'exports@x.example', APP_URL: 'https://app.example', LINK_SECRET };

/** A worker in a process of its own: the real one, or the one with short leases. Kill it yourself. */
export function startWorker(entry: typeof REAL | typeof SHORT_LEASES, env: Record<string, string> = {}): WorkerProcess {
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', entry], {
    cwd: web,
    env: { ...process.env, ...inject('local').env, ...SAME_MAILS, LOG_LEVEL: 'info', ...env },
    stdio: 'pipe',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const exited = once(child, 'exit') as WorkerProcess['exited'];
  return {
    child,
    exited,
    output: () => output,
    prints: async (text) => {
      await until(async () => {
        const end = child.exitCode ?? child.signalCode;
        if (end !== null) throw new Error(`The worker ended with ${end}:\n${output}`);
        return output.includes(text) ? [true] : [];
      });
    },
  };
}

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { paths } from './paths.ts';
import type { ReservedPort } from './ports.ts';
import { endGroup } from './processes.ts';

export interface NextApp {
  pid: number;
  /** Resolves when it has ended, for whatever reason. */
  ended: Promise<void>;
  /** Resolves when it answers; throws when it ended instead. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Next.js in web2, in a process group of its own. `print` gets its output, without banner and ticks. */
export async function startNext(options: {
  mode: 'dev' | 'start';
  port: ReservedPort;
  env: Record<string, string>;
  print: (line: string) => void;
}): Promise<NextApp> {
  const { mode, port, env, print } = options;
  const bin = createRequire(path.join(paths.web, 'package.json')).resolve('next/dist/bin/next');
  if (mode === 'start' && !existsSync(path.join(paths.web, '.next', 'BUILD_ID')))
    throw new Error('There is no build to serve: run `pnpm build` first.');
  await port.release();
  // Not on `localhost`: Node may take that for ::1 alone.
  const child = spawn(process.execPath, [bin, mode, '--port', String(port.port), '--hostname', '127.0.0.1'], {
    cwd: paths.web,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...env,
      NODE_ENV: mode === 'dev' ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
    },
  });
  const isTick = (line: string) => /POST \/api\/scheduled-exports\/process 2\d\d/.test(line);
  forward(child.stdout, (line) => isTick(line) || print(line));
  forward(child.stderr, print);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  const over = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    ended,
    ready: async () => await answer(`http://127.0.0.1:${port.port}/`, over),
    stop: async () => {
      if (child.pid !== undefined) await endGroup(child.pid, 8000);
    },
  };
}

async function answer(url: string, over: () => boolean): Promise<void> {
  while (!over()) {
    try {
      await fetch(url, { method: 'HEAD', redirect: 'manual' });
      return;
    } catch {
      await sleep(50); // not listening yet
    }
  }
  throw new Error('Next.js ended before it answered');
}

function forward(stream: Readable, print: (line: string) => void): void {
  createInterface({ input: stream }).on('line', print);
}

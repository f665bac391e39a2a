import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { paths } from './paths.ts';
import type { ReservedPort } from './ports.ts';
import { endGroup } from './processes.ts';

export interface NextApp {
  pid: number;
  /** Resolves when it has ended, for whatever reason. */
  ended: Promise<void>;
  /** Resolves when it serves; throws when it ended instead. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Next.js in web2, in a process group of its own; its output goes to `print` and `warn`. */
export async function startNext(options: {
  mode: 'dev' | 'start';
  port: ReservedPort;
  env: Record<string, string>;
  print: (line: string) => void;
  warn: (line: string) => void;
}): Promise<NextApp> {
  const { mode, port, env, print, warn } = options;
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
  createInterface({ input: child.stdout }).on('line', (line) => isNoise(line) || print(line));
  createInterface({ input: child.stderr }).on('line', warn);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  const over = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    ended,
    ready: async () => await served(`http://127.0.0.1:${port.port}/_next/static/none`, over),
    stop: async () => {
      if (child.pid !== undefined) await endGroup(child.pid, 8000);
    },
  };
}

/** Waits for an answer. Not to a page: that would be compiled first. */
async function served(url: string, over: () => boolean): Promise<void> {
  while (!over()) {
    try {
      await fetch(url, { method: 'HEAD' });
      return;
    } catch {
      await sleep(25); // it does not listen yet, or it is about to end
    }
  }
  throw new Error('Next.js ended before it served anything');
}

/** Next's banner, which names the wrong address, and the ticks, which the ticker reports on. */
function isNoise(line: string): boolean {
  const text = stripVTControlCharacters(line).trim();
  const banner =
    /^(▲ Next\.js|- (Local|Network|Environments|Experiments)|✓ (Starting|Ready in|Running next\.config)|· )/;
  return text === '' || banner.test(text) || /^POST \/api\/scheduled-exports\/process \d/.test(text);
}

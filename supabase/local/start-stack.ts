import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Local } from './local-file.ts';
import type { NextMode } from './options.ts';
import { paths } from './paths.ts';
import { endGroup } from './processes.ts';
import { removeFolder } from './wipe.ts';

export interface StackOptions {
  /** Part of the folder's name, to recognise it by. */
  name: string;
  next: NextMode;
  /** Whether the process route is called every 15 seconds; off by default, so that a test decides when. */
  ticker?: boolean;
  /** Write to disk as a real database does; off by default, since a test's data is thrown away. */
  durable?: boolean;
  /** Start PostgreSQL again so many milliseconds after it ended; otherwise the stack ends with it. */
  restartPostgresMs?: number;
  /** Variables of the app that differ from what the stack gives it. */
  env?: Record<string, string>;
  /** Variables of the stack itself, such as LOCAL_CONFIRM_EMAIL. */
  stackEnv?: Record<string, string>;
}

export interface TestStack {
  local: Local;
  /** Ends every process of the stack and removes its folder. */
  stop(): Promise<void>;
}

/**
 * Boots a stack of its own for a test: own ports, a new folder under supabase/.temp, the demo user. Resolves when
 * everything is served; rejects with the tail of the log when that fails. It ends with the calling process, too.
 */
export async function startStack(options: StackOptions): Promise<TestStack> {
  const dir = path.join(paths.defaultDir, `test-${options.name}-${randomBytes(4).toString('hex')}`);
  mkdirSync(dir, { recursive: true });
  const logFile = path.join(dir, 'stack.log');
  const child = launch(options, dir, logFile);
  const stop = () => end(child, dir);
  // A signal that ends the caller without running its hooks closes the channel, which the stack listens to as well.
  try {
    return { local: await ready(child), stop };
  } catch (error) {
    const log = readFileSync(logFile, 'utf8').trim().split('\n').slice(-30).join('\n');
    await stop();
    throw new Error(`The stack "${options.name}" did not start (${String(error)})\n${log}`);
  }
}

function launch(options: StackOptions, dir: string, logFile: string): ChildProcess {
  // Below the range from which systems take ports for outgoing connections; random, because stacks start side by side.
  const base = 20_000 + 10 * randomInt(0, 1200);
  const variables = Object.entries(options.env ?? {}).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const ticker = options.ticker ? '--ticker' : '--no-ticker';
  const durable = options.durable ? ['--durable'] : [];
  const restart = options.restartPostgresMs === undefined ? [] : ['--restart-postgres', `${options.restartPostgresMs}`];
  const flags = [
    '--dir',
    dir,
    '--port-base',
    String(base),
    '--next',
    options.next,
    ticker,
    '--disposable',
    ...durable,
    ...restart,
  ];
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, [paths.main, ...flags, '--verbose', ...variables], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, ...options.stackEnv },
  });
  closeSync(log);
  return child;
}

function ready(child: ChildProcess): Promise<Local> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve((message as { ready: Local }).ready));
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`it ended with ${code ?? signal}`)));
  });
}

async function end(child: ChildProcess, dir: string): Promise<void> {
  if (child.pid !== undefined) await endGroup(child.pid, 30_000);
  await removeFolder(dir);
}

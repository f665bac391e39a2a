import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runningOn } from './claim.ts';
import { type Local, readLocal } from './local-file.ts';
import { paths } from './paths.ts';
import { answers, nextFree } from './ports.ts';
import { commandLine, signal, waitUntil } from './processes.ts';
import { removeFolder } from './wipe.ts';

let dir: string;
let base: number;
const started: ChildProcess[] = [];

beforeEach(async () => {
  dir = path.join(paths.defaultDir, `test-main-${randomUUID().slice(0, 8)}`);
  const free = await nextFree(32_000);
  base = free.port;
  await free.release();
});
afterEach(async () => {
  for (const child of started.splice(0)) if (child.pid) signal(-child.pid, 'SIGTERM');
  await waitUntil(() => runningOn(dir) === undefined, 20_000);
  await removeFolder(dir);
});

/** Starts a stack in the folder of the test; resolves with its facts, or with its exit code and output. */
async function boot(): Promise<{ child: ChildProcess; local?: Local; code?: number; output: string }> {
  const flags = ['--dir', dir, '--port-base', String(base), '--next', 'none', '--disposable', '--quiet'];
  const child = spawn(process.execPath, [paths.main, ...flags], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  started.push(child);
  let output = '';
  child.stdout?.on('data', (text) => (output += text));
  child.stderr?.on('data', (text) => (output += text));
  return await new Promise((resolve) => {
    child.once('message', (message) => resolve({ child, local: (message as { ready: Local }).ready, output }));
    child.once('exit', (code) => resolve({ child, code: code ?? -1, output }));
  });
}

async function run(script: string, ...args: string[]): Promise<number> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, script), ...args], { stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number];
  return code;
}

async function query(url: string | undefined, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

const postmaster = () => Number(readFileSync(path.join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

test('a signal to the process group stops every process and takes the facts away', async () => {
  const { child, local } = await boot();
  const database = postmaster();
  expect(readLocal(dir)).toEqual(local);
  signal(-(child.pid ?? 0), 'SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(commandLine(database)).toBe('');
  for (const url of [local?.api_url, local?.mail_url, local?.smtp_url, local?.database_url])
    expect(await answers(Number(new URL(url ?? '').port), '127.0.0.1')).toBe(false);
  expect([existsSync(path.join(dir, 'local.json')), existsSync(path.join(dir, 'processes.json'))]).toEqual([
    false,
    false,
  ]);
});

test('after kill -9 the next start ends what was left behind and has the data', async () => {
  const { child, local } = await boot();
  await query(local?.database_url, 'create table public.kept as select 42 as answer');
  const orphan = postmaster();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(commandLine(orphan)).toContain(dir);

  const again = await boot();
  expect(commandLine(orphan)).toBe('');
  expect(await query(again.local?.database_url, 'select answer from public.kept')).toEqual([{ answer: 42 }]);
  expect(again.local?.secret_key).toBe(local?.secret_key);
});

test('a signal while it is starting stops what has been started', async () => {
  const booting = boot();
  await waitUntil(() => existsSync(path.join(dir, 'postgres', 'postmaster.pid')), 30_000);
  const database = postmaster();
  signal(started[0]?.pid ?? 0, 'SIGINT');
  expect((await booting).code).toBe(0);
  expect(commandLine(database)).toBe('');
  expect(runningOn(dir)).toBeUndefined();
});

test('a second start and a reset refuse while one runs', async () => {
  const { child, local } = await boot();
  const second = await boot();
  expect(second.code).toBe(1);
  expect(second.output).toContain(`A stack is already running on ${dir} (process ${child.pid})`);
  expect(await run('reset.ts', '--dir', dir)).toBe(1);
  expect(await query(local?.database_url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('when the database dies, everything stops and says so', async () => {
  const { child } = await boot();
  let output = '';
  child.stderr?.on('data', (text) => (output += text));
  signal(postmaster(), 'SIGKILL');
  const [code] = await once(child, 'exit');
  expect(code).toBe(1);
  expect(output).toContain('PostgreSQL ended unexpectedly');
});

test('a stack started for a test ends with the process that started it', async () => {
  const script = `import('${path.join(import.meta.dirname, 'start-stack.ts')}')
    .then(({ startStack }) => startStack({ name: 'caller', next: 'none' }))
    .then(({ local }) => process.send(local))`;
  const caller = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [local] = (await once(caller, 'message')) as [Local];
  caller.kill('SIGKILL');
  const gone = () => !signal(local.pid, 0);
  expect(await waitUntil(gone, 20_000)).toBe(true);
  expect(await answers(Number(new URL(local.database_url).port), '127.0.0.1')).toBe(false);
  expect(readdirSync(paths.defaultDir).filter((name) => name.startsWith('test-caller-'))).toEqual([]);
});

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { asUser, type DatabaseUser, makePrivateFolder } from './database-user.ts';
import { nextFree, type ReservedPort } from './ports.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { commandLine, identify, signal, waitUntil } from './processes.ts';

export interface PostgresOptions {
  dataDir: string;
  binaries: PostgresBinaries;
  user: DatabaseUser | undefined;
  port: ReservedPort;
  /** Password of the superuser `supabase_admin`. */
  password: string;
  logFile: string;
  /** No fsync: for a database that is thrown away. */
  disposable: boolean;
}

export interface Postgres {
  pid: number;
  port: number;
  /** True when this start made the cluster. */
  fresh: boolean;
  /** Resolves when the server has ended, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the cluster on 127.0.0.1, making it first in an empty folder. Throws with the tail of the log. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  await stopOrphan(options.dataDir);
  const fresh = !existsSync(path.join(options.dataDir, 'PG_VERSION'));
  if (fresh) await initialise(options);
  let { port } = options;
  for (let attempt = 1; ; attempt++) {
    const child = await launch(options, port);
    const failure = await ready(child, options, port.port);
    if (failure === undefined) return running(child, port.port, fresh);
    await stop(child);
    // Somebody may have taken the port between our giving it up and the server's asking for it.
    if (attempt === 3 || !failure.includes('Address already in use')) throw new Error(failure);
    port = await nextFree(port.port + 1);
  }
}

/** Ends the server that a killed stack left running on this data folder. */
export async function stopOrphan(dataDir: string): Promise<void> {
  const pidFile = path.join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (!commandLine(pid).includes(dataDir)) return;
  signal(pid, 'SIGINT');
  if (await waitUntil(() => !identify(pid), 10_000)) return;
  signal(pid, 'SIGQUIT');
  await waitUntil(() => !identify(pid), 5000);
}

async function initialise({ dataDir, binaries, user, password }: PostgresOptions): Promise<void> {
  const unfinished = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  rmSync(unfinished, { recursive: true, force: true }); // of a start that was killed
  makePrivateFolder(unfinished, user);
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (user) chownSync(passwordFile, user.uid, user.gid);
    const flags = ['--username=supabase_admin', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-sync'];
    // The builtin locale sorts and folds case alike on every system.
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    const run = promisify(execFile);
    await run(binaries.initdb, [`--pgdata=${unfinished}`, ...flags, ...locale], {
      ...asUser(user),
      env: postgresEnv(),
    });
    renameSync(unfinished, dataDir);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function launch(options: PostgresOptions, port: ReservedPort): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '', // password and loopback only
    timezone: 'UTC',
    log_min_messages: 'warning',
    max_connections: '100',
    ...(options.disposable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(options.logFile, 'w');
  await port.release();
  // In a group of its own: Ctrl-C reaches us alone, and we end the database last.
  const child = spawn(options.binaries.postgres, ['-D', options.dataDir, '-p', String(port.port), ...flags], {
    ...asUser(options.user),
    env: postgresEnv(),
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.once('error', () => {}); // such as a missing binary: `ready` sees that there is no process
  closeSync(log);
  return child;
}

/** Waits for the server; answers what went wrong, or undefined when it is this very cluster that serves. */
async function ready(child: ChildProcess, options: PostgresOptions, port: number): Promise<string | undefined> {
  const url = `postgres://supabase_admin:${options.password}@127.0.0.1:${port}/postgres`;
  const deadline = performance.now() + 60_000; // recovery after a crash can take a while
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const client = new pg.Client({ connectionString: url, ssl: false });
    client.on('error', () => {}); // the rejection below says it
    try {
      await client.connect();
      const { rows } = await client.query<{ data_directory: string }>('show data_directory');
      if (rows[0]?.data_directory === options.dataDir) return undefined;
      return `Another PostgreSQL answers on port ${port}`;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === '28P01') return `The database in ${options.dataDir} has another password than keys.json says`;
      if (performance.now() > deadline) return `PostgreSQL did not start: ${String(error)}\n${logTail(options)}`;
    } finally {
      await client.end().catch(() => {}); // a connection that never was cannot end
    }
    await sleep(20);
  }
  return `PostgreSQL did not start\n${logTail(options)}`;
}

function running(child: ChildProcess, port: number, fresh: boolean): Postgres {
  const pid = child.pid ?? 0;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { pid, port, fresh, ended, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  const over = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  if (over()) return;
  child.kill('SIGINT'); // "fast": ends sessions, then writes a checkpoint
  if (await waitUntil(over, 15_000)) return;
  child.kill('SIGQUIT');
  await waitUntil(over, 5000);
}

function postgresEnv(): NodeJS.ProcessEnv {
  // None of the caller's PG* settings, and messages in English, because we look into them.
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

const logTail = ({ logFile }: PostgresOptions) => readFileSync(logFile, 'utf8').trim().split('\n').slice(-6).join('\n');

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';

/** As the superuser, over a connection of its own. */
async function ask<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: inject('local').admin_database_url });
  client.on('error', () => undefined); // it may end with its server
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Ends the server as `pg_ctl stop -m fast` (SIGINT) or `immediate` (SIGQUIT) does, and waits for that. The stack starts it again two seconds later. */
export async function stopPostgres(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  const [row] = await ask<{ pid: string }>(`select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`);
  const pid = Number(row?.pid);
  process.kill(pid, signal);
  while (isRunning(pid)) await sleep(20);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Kills one process of the worker's sessions, whereupon the server drops everybody, which is waited for, and recovers. */
export async function crashBackend(): Promise<void> {
  const client = new pg.Client({ connectionString: inject('local').admin_database_url });
  client.on('error', () => undefined);
  await client.connect();
  const dropped = new Promise((resolve) => client.once('end', resolve)); // not node's `once`, which an error would end
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name like 'scheduled-exports%' limit 1`,
  );
  if (rows[0]) process.kill(rows[0].pid, 'SIGKILL');
  else await client.end();
  await dropped;
}

/** Ends every session of the worker. */
export async function endSessions(): Promise<void> {
  await ask(`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'scheduled-exports%'`);
}

/** Waits until the server takes connections again, and the stack's API has new ones. */
export async function postgresBack(): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    try {
      if ((await ask(`select from pg_stat_activity where application_name = 'server watch'`)).length > 0) return;
    } catch {
      // down, or recovering
    }
    await sleep(100);
  }
  throw new Error('PostgreSQL did not come back');
}

import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';

const options = { auth: { persistSession: false, autoRefreshToken: false } };

/** The Supabase API as nobody, as the service, or with a user's access token. */
export function api(as: 'anonymous' | 'service' | { accessToken: string }): SupabaseClient {
  const { api_url, publishable_key, secret_key } = inject('local');
  if (as === 'service') return createClient(api_url, secret_key, options);
  if (as === 'anonymous') return createClient(api_url, publishable_key, options);
  const headers = { Authorization: `Bearer ${as.accessToken}` };
  return createClient(api_url, publishable_key, { ...options, global: { headers } });
}

export interface Database {
  /** Answers the rows. As `postgres`, each statement on its own. */
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** The only value of the only row. */
  value<T>(text: string, values?: unknown[]): Promise<T>;
  /** A connection of its own, for transactions and races; closed after the file's tests. */
  connect(): Promise<pg.Client>;
}

/** Direct connections as the role `postgres`, for the tests of one file. */
export function useDatabase(): Database {
  const url = inject('local').database_url;
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  const clients: pg.Client[] = [];
  beforeAll(async () => await pool.query('select'));
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()));
    await pool.end();
  });
  const query: Database['query'] = async (text, values) => (await pool.query(text, values)).rows;
  return {
    query,
    async value<T>(text: string, values?: unknown[]) {
      const [row] = await query(text, values);
      return Object.values(row ?? {})[0] as T;
    },
    async connect() {
      const client = new pg.Client({ connectionString: url });
      clients.push(client);
      await client.connect();
      return client;
    },
  };
}

/** Makes a connection act as this user until the transaction ends, as the API would. */
export async function actAs(client: pg.Client, userId: string): Promise<void> {
  const claims = JSON.stringify({ sub: userId, role: 'authenticated' });
  const sql = `select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true)`;
  await client.query(sql, [claims, userId]);
  await client.query('set local role authenticated');
}

/** Waits until `work` waits for what this connection has locked, or has ended without doing so. */
export async function untilBlocking(client: pg.Client, work: Promise<unknown>): Promise<void> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  work.then(end, end);
  const pid = await client.query('select pg_backend_pid() as own');
  const sql =
    'select exists (select from pg_locks where not granted and $1::int = any (pg_blocking_pids(pid))) as blocking';
  while (!ended) {
    // From the same connection, which is idle in its transaction: locks are no matter of snapshots.
    const { rows } = await client.query<{ blocking: boolean }>(sql, [pid.rows[0].own]);
    if (rows[0]?.blocking) return;
    await sleep(10);
  }
}

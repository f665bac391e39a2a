import 'server-only';
import { Pool, type PoolClient, type QueryResultRow, types } from 'pg';

/** Direct Postgres, for what the worker does: plan, claim, finish, and reading reports. A user's own reads and writes go through supabase-js. */
export interface Db {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
}

export interface Database extends Db {
  /** Runs `work` in one transaction; `actor` is who the audit log names (`user:<id>`, or the name of a process). */
  transaction<T>(actor: Actor, work: (db: Db) => Promise<T>): Promise<T>;
  /** Lends one session connection, for COPY; it is destroyed unless `work` succeeds, since a broken COPY cannot be reused. */
  session<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface Actor {
  actor: string;
  requestId?: string | undefined;
}

// bigint counts stay below 2^53 here (rows, bytes), and a number is what JSON and arithmetic want.
types.setTypeParser(types.builtins.INT8, Number);

interface DatabaseOptions {
  /** A transaction pooler will do. */
  url: string;
  /** A session or direct connection, for reports and COPY. */
  sessionUrl: string;
  /** Most connections to each. */
  max: number;
  onError: (error: Error) => void;
}

export function createDatabase({ url, sessionUrl, max, onError }: DatabaseOptions): Database {
  const settings = { max, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 30_000, query_timeout: 60_000 };
  const pool = new Pool({ ...settings, connectionString: url, application_name: 'scheduled-exports' });
  const sessions = new Pool({
    ...settings,
    // A COPY may rightly take long; its own statement_timeout bounds it.
    query_timeout: 0,
    connectionString: sessionUrl,
    application_name: 'scheduled-exports report',
  });
  // Without a listener a connection that dies while idle would end the process.
  pool.on('error', onError);
  sessions.on('error', onError);

  return {
    query: (text, values) => rows(pool, text, values),
    async transaction({ actor, requestId }, work) {
      const client = await lend(pool, onError);
      let broken = false;
      try {
        await client.query('begin');
        await client.query(`select set_config('app.actor', $1, true), set_config('app.request_id', $2, true)`, [
          actor,
          requestId ?? '',
        ]);
        const result = await work({ query: (text, values) => rows(client, text, values) });
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => {
          broken = true;
        });
        throw error;
      } finally {
        giveBack(client, onError, broken);
      }
    },
    async session(work) {
      const client = await lend(sessions, onError);
      let done = false;
      try {
        const result = await work(client);
        done = true;
        return result;
      } finally {
        giveBack(client, onError, !done);
      }
    },
    async close() {
      await Promise.all([pool.end(), sessions.end()]);
    },
  };
}

/** A client that is lent out and loses its connection emits `error`, which unheard would end the process. */
async function lend(pool: Pool, onError: (error: Error) => void): Promise<PoolClient> {
  const client = await pool.connect();
  client.on('error', onError);
  return client;
}

function giveBack(client: PoolClient, onError: (error: Error) => void, broken: boolean): void {
  // One that is thrown away still has its connection to lose.
  if (!broken) client.removeListener('error', onError);
  client.release(broken);
}

async function rows<Row extends QueryResultRow>(
  runner: { query: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }> },
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const result = await runner.query(text, values);
  return result.rows as Row[];
}

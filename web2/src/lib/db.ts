import 'server-only';
import { escapeLiteral, Pool, type PoolClient, type QueryResultRow, types } from 'pg';

/** Direct Postgres, for what the worker does: plan, claim, finish, and reading reports. A user's own reads and writes go through supabase-js. */
export interface Db {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
}

export interface Database extends Db {
  /** Runs `work` in one transaction; `actor` is who the audit log names (`user:<id>`, or the name of a process). */
  transaction<T>(actor: Actor, work: (db: Db) => Promise<T>): Promise<T>;
  /**
   * Lends one session connection, for COPY; it is destroyed unless `work` succeeds, since a broken COPY cannot be reused,
   * and once `signal` aborts, so that a server that no longer answers holds nobody up.
   */
  session<T>(work: (client: PoolClient) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** A connection kept apart for what must not wait behind the others: extending leases. */
  reserved: Db;
  close(): Promise<void>;
}

export interface Actor {
  actor: string;
  requestId?: string | undefined;
}

// bigint counts stay below 2^53 here (rows, bytes), and a number is what JSON and arithmetic want.
types.setTypeParser(types.builtins.INT8, Number);

// Our connections speak UTC, and what then looks like ISO 8601 the engine itself reads twice as fast; the rest (BC, infinity) is left to pg.
const parseTimestamp = types.getTypeParser(types.builtins.TIMESTAMPTZ);
types.setTypeParser(types.builtins.TIMESTAMPTZ, (text) =>
  text[10] === ' ' && text.endsWith('+00')
    ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
    : parseTimestamp(text),
);

const QUERY_TIMEOUT_MS = 60_000;
/** An extension that takes longer is given up for the next. */
const RESERVED_TIMEOUT_MS = 10_000;
/** Less than a query's, so that whoever waits for a row of a process that froze in its transaction gets it. */
const IDLE_TIMEOUT = '30s';
/** In one message, since a transaction is mostly the way there and back. */
const begin = ({ actor, requestId }: Actor) =>
  `begin; select set_config('app.actor', ${escapeLiteral(actor)}, true), set_config('app.request_id', ${escapeLiteral(requestId ?? '')}, true),
    set_config('idle_in_transaction_session_timeout', '${IDLE_TIMEOUT}', true)`;

interface DatabaseOptions {
  /** A transaction pooler will do. */
  url: string;
  /** A session or direct connection, for reports and COPY. */
  sessionUrl: string;
  /** Most connections to each, and one more. */
  max: number;
  /**
   * Whether connections keep named prepared statements, so that each parses and plans a text once. With a transaction pooler that
   * does not carry them over, statements fail.
   */
  prepare: boolean;
  onError: (error: Error) => void;
}

export function createDatabase({ url, sessionUrl, max, prepare, onError }: DatabaseOptions): Database {
  const settings = {
    ...{ max, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 30_000, query_timeout: QUERY_TIMEOUT_MS },
    ...{ keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
  };
  const pool = new Pool({ ...settings, connectionString: url, application_name: 'scheduled-exports' });
  const reserved = new Pool({
    ...settings,
    ...{ max: 1, query_timeout: RESERVED_TIMEOUT_MS, connectionString: url },
    application_name: 'scheduled-exports leases',
  });
  const sessions = new Pool({
    ...settings,
    // A COPY may rightly take long; its own statement_timeout bounds it.
    query_timeout: 0,
    connectionString: sessionUrl,
    application_name: 'scheduled-exports report',
  });
  // Without a listener a connection that dies while idle would end the process.
  for (const each of [pool, reserved, sessions]) each.on('error', onError);
  const rows = prepare ? preparedRows : plainRows;

  return {
    reserved: { query: (text, values) => rows(reserved, text, values) },
    query: (text, values) => rows(pool, text, values),
    async transaction(actor, work) {
      const client = await lend(pool, onError);
      let broken = false;
      try {
        await client.query(begin(actor));
        const result = await work({ query: (text, values) => rows(client, text, values) });
        await client.query('commit');
        return result;
      } catch (error) {
        // After a query without an answer a rollback would wait behind it.
        if (isUnanswered(error)) broken = true;
        else
          await client.query('rollback').catch(() => {
            broken = true;
          });
        throw error;
      } finally {
        giveBack(client, onError, broken);
      }
    },
    async session(work, signal) {
      const client = await lend(sessions, onError);
      let out = true;
      const back = (broken: boolean) => {
        if (out) giveBack(client, onError, broken);
        out = false;
      };
      const destroy = () => back(true);
      signal?.addEventListener('abort', destroy, { once: true });
      try {
        const result = await work(client);
        back(false);
        return result;
      } finally {
        signal?.removeEventListener('abort', destroy);
        back(true);
      }
    },
    async close() {
      await Promise.all([pool.end(), reserved.end(), sessions.end()]);
    },
  };
}

/** What pg says when its own timeout ended a query. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
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

interface Runner {
  query(query: { name?: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

async function plainRows<Row>(runner: Runner, text: string, values: unknown[] = []): Promise<Row[]> {
  return (await runner.query({ text, values })).rows as Row[];
}

async function preparedRows<Row>(runner: Runner, text: string, values: unknown[] = []): Promise<Row[]> {
  return (await runner.query({ ...nameOf(text), text, values })).rows as Row[];
}

/** Our texts are constants, so they are few; what comes after these goes unnamed, since each costs memory in every connection. */
const MOST_NAMES = 500;
const names = new Map<string, { name: string }>();

function nameOf(text: string): { name: string } | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST_NAMES) return known;
  const name = { name: `statement_${names.size + 1}` };
  names.set(text, name);
  return name;
}

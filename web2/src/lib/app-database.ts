import 'server-only';
import { createDatabase, type Database } from './db';
import { env } from './env';
import { log } from './log';

const held = globalThis as { appDatabase?: Database };

/** The process' own connections to Postgres, opened on first use. Kept on globalThis, since a development reload makes modules anew. */
export function appDatabase(): Database {
  held.appDatabase ??= createDatabase({
    url: env().DATABASE_URL,
    sessionUrl: env().DATABASE_SESSION_URL ?? env().DATABASE_URL,
    max: env().WORKER_CONCURRENCY + 2,
    prepare: env().DATABASE_PREPARE ?? !isTransactionPooler(env().DATABASE_URL),
    onError: (error) => log.warn('lost a database connection', { error }),
  });
  return held.appDatabase;
}

/** By Supabase's port for it: what answers there gives a connection's next transaction to another, without its statements. */
function isTransactionPooler(url: string): boolean {
  return new URL(url).port === '6543';
}

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
    onError: (error) => log.warn('lost a database connection', { error }),
  });
  return held.appDatabase;
}

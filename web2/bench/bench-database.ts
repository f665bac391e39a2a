import pg from 'pg';
import { startStack } from 'supabase-local/start-stack';
import { createDatabase, type Database } from '@/lib/db';

export interface BenchDatabase {
  url: string;
  /** What the worker uses. */
  db: Database;
  /** As superuser, past triggers and foreign keys: for seeding alone. */
  admin: pg.Client;
  stop(): Promise<void>;
}

/** PostgreSQL with all our migrations, writing as safely as it does by default. */
export async function startBenchDatabase(name: string): Promise<BenchDatabase> {
  const stack = await startStack({ name: `bench-${name}`, next: 'none', durable: true });
  const url = stack.local.database_url;
  const onError = (error: Error) => process.stderr.write(`${error.message}\n`);
  const db = createDatabase({ url, sessionUrl: url, max: 12, prepare: true, onError });
  const admin = new pg.Client({ connectionString: stack.local.admin_database_url });
  admin.on('error', onError);
  await admin.connect();
  await admin.query('set session_replication_role = replica');
  return {
    ...{ url, db, admin },
    async stop() {
      await Promise.all([db.close(), admin.end()]);
      await stack.stop();
    },
  };
}

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';

/**
 * Applies the migrations that the history does not name yet, each in its own transaction.
 * Returns the names of those applied. Throws with file and line of the statement that failed.
 */
export async function applyMigrations(client: pg.Client, folder: string): Promise<string[]> {
  const { rows } = await client.query<{ version: string }>('select version from supabase_migrations.schema_migrations');
  const applied = new Set(rows.map((row) => row.version));
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => /^\d{14}_\w+\.sql$/.test(file)) : [];
  const pending = files.sort().filter((file) => !applied.has(versionOf(file)));
  for (const file of pending) {
    await inTransaction(client, async () => {
      const sql = readFileSync(path.join(folder, file), 'utf8');
      await runScript(client, sql, file);
      await client.query(
        'insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)',
        [versionOf(file), file.slice(15, -4), [sql]],
      );
    });
  }
  return pending;
}

/** Runs the seed unless this database has had it. Returns whether it ran. */
export async function applySeed(client: pg.Client, file: string): Promise<boolean> {
  if (!existsSync(file)) return false;
  const sql = readFileSync(file, 'utf8');
  return await once(client, 'supabase/seed.sql', sql, () => runScript(client, sql, path.basename(file)));
}

/**
 * Runs `work` in a transaction that also notes `key` in the table in which the Supabase CLI notes seed files, so that
 * it happens once per database, whole or not at all. Returns whether it ran.
 */
export async function once(client: pg.Client, key: string, text: string, work: () => Promise<void>): Promise<boolean> {
  return await inTransaction(client, async () => {
    const { rowCount } = await client.query(
      'insert into supabase_migrations.seed_files (path, hash) values ($1, $2) on conflict do nothing',
      [key, createHash('sha256').update(text).digest('hex')],
    );
    if (rowCount !== 1) return false;
    await work();
    return true;
  });
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function runScript(client: pg.Client, sql: string, file: string): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    const line = error.position ? `:${sql.slice(0, Number(error.position)).split('\n').length}` : '';
    const more = [error.detail, error.hint, error.where].filter(Boolean).map((text) => `\n  ${text}`);
    throw new Error(`${file}${line}: ${error.message}${more.join('')}`, { cause: error });
  }
}

const versionOf = (file: string) => file.slice(0, 14);

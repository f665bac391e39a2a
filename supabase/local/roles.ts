import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { paths } from './paths.ts';

/** Gives the cluster the roles of a hosted Supabase project, at every start; `url` is the superuser's. */
export async function prepareRoles(url: string, postgresPassword: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, ssl: false });
  await client.connect();
  try {
    await client.query(readFileSync(path.join(paths.sql, 'roles.sql'), 'utf8'));
    await client.query(`alter role postgres password ${client.escapeLiteral(postgresPassword)}`);
  } finally {
    await client.end();
  }
}

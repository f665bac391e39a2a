import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { startStack } from 'supabase-local/start-stack';
import type { TestProject } from 'vitest/node';
import './provided';

/** One stack for all integration tests, without the app; and reports that hold what real data rarely does. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startStack({ name: 'integration', next: 'none' });
  const client = new pg.Client({ connectionString: stack.local.database_url });
  await client.connect();
  for (const script of ['test-reports.sql', 'record-transitions.sql'])
    await client.query(await readFile(path.join(import.meta.dirname, script), 'utf8'));
  await client.end();
  project.provide('local', stack.local);
  return stack.stop;
}

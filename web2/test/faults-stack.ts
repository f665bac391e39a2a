import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { startStack } from 'supabase-local/start-stack';
import type { TestProject } from 'vitest/node';
import { freshBuild } from './fresh-build';
import './provided';

/**
 * One stack for the fault tests. Its PostgreSQL comes back two seconds after a test ended it, and keeps what it has committed. The app is
 * served from a production build where there is one of these sources, else by the development server, and mails to the tests' own server.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const smtpPort = await freePort();
  const stack = await startStack({
    name: 'faults',
    next: freshBuild() ? 'start' : 'dev',
    restartPostgresMs: 2000,
    env: { SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, LOG_LEVEL: 'warn' },
  });
  const client = new pg.Client({ connectionString: stack.local.admin_database_url });
  await client.connect();
  // Before the stack's own setting: what the worker was told is committed must outlive the server.
  await client.query('alter database postgres set synchronous_commit = on');
  await client.end();
  const reports = new pg.Client({ connectionString: stack.local.database_url });
  await reports.connect();
  await reports.query(await readFile(path.join(import.meta.dirname, 'test-reports.sql'), 'utf8'));
  await reports.end();
  project.provide('local', stack.local);
  project.provide('smtpPort', smtpPort);
  return stack.stop;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

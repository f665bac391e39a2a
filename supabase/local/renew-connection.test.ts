import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type TestStack } from './start-stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack({ name: 'renew', next: 'none', restartPostgresMs: 500 });
});
afterAll(() => stack.stop());

const bucket = async (timeoutMs = 30_000) => {
  const { api_url, secret_key } = stack.local;
  const headers = { apikey: secret_key, authorization: `Bearer ${secret_key}` };
  return (await fetch(`${api_url}/storage/v1/bucket/exports`, { headers, signal: AbortSignal.timeout(timeoutMs) }))
    .status;
};

/** Resolves with a connection once the API has its own again. */
async function connected(): Promise<pg.Client> {
  for (;;) {
    const client = new pg.Client({ connectionString: stack.local.admin_database_url });
    client.on('error', () => undefined); // `end` follows
    try {
      await client.connect();
      const { rowCount } = await client.query(`select from pg_stat_activity where application_name = 'server watch'`);
      if (rowCount) return client;
      await client.end();
    } catch {
      // down, or recovering
    }
    await sleep(50);
  }
}

test('the API answers after each crash of the server, whatever requests were under way', async () => {
  for (let crash = 0; crash < 4; crash += 1) {
    const client = await connected();
    const dropped = new Promise((resolve) => client.once('end', resolve));
    const requests = Array.from({ length: 12 }, () => bucket(2000).catch(() => 'lost'));
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'postgres.js' limit 1`,
    );
    if (rows[0]) process.kill(rows[0].pid, 'SIGKILL');
    else await client.end();
    await dropped;
    await (await connected()).end();
    expect(await Promise.all(Array.from({ length: 20 }, () => bucket()))).toEqual(Array(20).fill(200));
    await Promise.all(requests);
  }
});

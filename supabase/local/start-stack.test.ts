import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type TestStack } from './start-stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack({ name: 'start-stack', next: 'none' });
}, 60_000);
afterAll(async () => await stack?.stop());

test('the demo user can sign in', async () => {
  const { local } = stack;
  const response = await fetch(`${local.api_url}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: local.publishable_key, 'content-type': 'application/json' },
    body: JSON.stringify(local.demo),
  });
  expect(response.status).toBe(200);
});

test('postgres is no superuser and owns what migrations made', async () => {
  const client = new pg.Client({ connectionString: stack.local.database_url });
  await client.connect();
  const { rows } = await client.query('select rolsuper, rolbypassrls from pg_roles where rolname = current_user');
  await client.end();
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: true }]);
});

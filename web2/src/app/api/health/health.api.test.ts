import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, inject, it } from 'vitest';
import { create, tick, useApi } from '#test/api-world';

const world = useApi();
const STALE = 2_100; // an answer is at most two seconds old

async function health(headers: Record<string, string> = {}) {
  await sleep(STALE);
  const response = await fetch(`${inject('local').app_url}/api/health`, { headers });
  return { status: response.status, cache: response.headers.get('cache-control'), body: await response.json() };
}

beforeAll(async () => {
  await tick();
});

it('says in a word per part that all is well, to anybody', async () => {
  expect(await health()).toEqual({
    status: 200,
    cache: 'no-store',
    body: { status: 'ok', checks: { database: 'ok', storage: 'ok', queue: 'ok', worker: 'ok' } },
  });
});

it('tells the scheduler how many seconds, and nobody else', async () => {
  const authorization = `Bearer ${inject('local').cron_secret}`;
  const { body } = await health({ authorization });
  expect(body.lag_seconds).toEqual({
    ...{ occurrence: null, run: null, delivery: null, lease: null, worker: expect.any(Number) },
  });
  expect((await health({ authorization: `Bearer ${world.owner.token}` })).body).not.toHaveProperty('lag_seconds');
});

it('answers 503 and says which part when due work is not taken', async () => {
  const { id } = await create(world.owner, world.organization, { recurrence: '0 9 1 1 *', name: 'Top secret plan' });
  await world.rows(`update scheduled_exports set next_run_at = now() - interval '11 minutes' where id = $1`, [id]);
  const { status, body } = await health();
  expect([status, body.status, body.checks]).toEqual([
    ...[503, 'failing', { database: 'ok', storage: 'ok', queue: 'stuck', worker: 'ok' }],
  ]);
  expect(JSON.stringify(body)).not.toContain('secret');
  await tick();
  expect((await health()).status).toBe(200);
});

it('answers 503 when no worker has ticked', async () => {
  await world.rows(
    `update worker_ticks set started_at = now() - interval '1 hour', finished_at = now() - interval '1 hour'`,
  );
  expect(await health()).toMatchObject({ status: 503, body: { checks: { queue: 'ok', worker: 'missing' } } });
  await tick();
});

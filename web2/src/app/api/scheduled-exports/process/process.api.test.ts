import { describe, expect, inject, it } from 'vitest';
import { call, create, tick, useApi } from '#test/api-world';

const world = useApi();
const makeDue = (ids: string[]) =>
  world.rows(
    `update scheduled_exports set planned_through = now() - interval '370 days', next_run_at = now() - interval '1 minute' where id = any ($1)`,
    [ids],
  );

describe('the process route', () => {
  it.each(['GET', 'POST'])('answers %s with what it did', async (method) => {
    const answer = await tick({}, method);
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body).toSorted()).toEqual([
      'claimed',
      'delivered',
      'duration_ms',
      'failed',
      'planned',
      'remaining',
      'retried',
      'skipped',
      'succeeded',
    ]);
    for (const count of Object.values(answer.body)) expect(count).toEqual(expect.any(Number));
  });

  it.each([
    ['no header', {}],
    ['a wrong secret', { authorization: 'Bearer wrong' }],
    ['a secret of the same length', { authorization: `Bearer ${'x'.repeat(inject('local').cron_secret.length)}` }],
    ['the secret without its scheme', { authorization: inject('local').cron_secret }],
    ['“undefined”', { authorization: 'Bearer undefined' }],
    ['nothing after the scheme', { authorization: 'Bearer ' }],
    ['the secret in the query', {}],
  ])('refuses %s, by GET and by POST', async (what, headers) => {
    const query = what.endsWith('query') ? `?secret=${inject('local').cron_secret}` : '';
    for (const method of ['GET', 'POST']) {
      const answer = await call(null, method, `/scheduled-exports/process${query}`, { headers });
      expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
    }
  });

  it('refuses a signed-in user', async () => {
    expect((await call(world.owner, 'POST', '/scheduled-exports/process')).status).toBe(401);
  });

  it('makes one run and one mail of each occurrence when it is called 20 times at once', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 6; index++) {
      const email = `twenty-${index}@example.com`;
      ids.push(
        (await create(world.owner, world.organization, { name: `Twenty ${index}`, email, recurrence: '0 9 1 1 *' })).id,
      );
    }
    await makeDue(ids);
    const answers = await Promise.all(Array.from({ length: 20 }, () => tick()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await tick();
    const runs = await world.rows('select status, attempt from export_runs where scheduled_export_id = any ($1)', [
      ids,
    ]);
    expect(runs).toEqual(Array(6).fill({ status: 'succeeded', attempt: 1 }));
    const mails = (await (await fetch(`${inject('local').mail_url}/api/email`)).json()) as {
      to: { address: string }[];
    }[];
    const mine = mails
      .flatMap(({ to }) => to.map(({ address }) => address))
      .filter((address) => address.startsWith('twenty-'));
    expect(mine.toSorted()).toEqual(ids.map((_, index) => `twenty-${index}@example.com`));
  });

  it('says nothing of what failed but counts', async () => {
    const { id } = await create(world.owner, world.organization, { recurrence: '0 9 1 1 *' });
    await world.rows(`update scheduled_exports set report_type = 'gone' where id = $1`, [id]);
    await makeDue([id]);
    const answer = await tick();
    expect(answer.body.failed).toBeGreaterThan(0);
    expect((await call(world.owner, 'GET', `/scheduled-exports/${id}`)).body).toMatchObject({
      last_run: { status: 'failed', error_code: 'report_missing' },
      consecutive_failures: 1,
    });
  });

  it('leaves a trace of its last tick for the health check', async () => {
    await tick();
    const [row] = await world.rows(
      `select finished_at >= started_at as ended, result from worker_ticks where worker = 'cron'`,
    );
    expect(row).toMatchObject({ ended: true, result: { planned: expect.any(Number) } });
  });
});

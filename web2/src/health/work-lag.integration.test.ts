import { beforeEach, expect, it } from 'vitest';
import { endLeases, PATIENT, planOnly } from '#test/worker-steps';
import { DAY_1, useWorld } from '#test/worker-world';
import { LAG, readWorkLag } from './work-lag';

const world = useWorld();
const QUIET = { occurrence: null, run: null, delivery: null, lease: null };
const lag = () => readWorkLag(world.database);
/** Seconds, about. */
const about = (seconds: number) => expect.closeTo(seconds, -1.5);
/** Takes a run and does nothing with it. */
const claim = () =>
  world.rows(`
    update export_runs set status = 'running', attempt = 1, lease_token = gen_random_uuid(), lease_expires_at = now() + interval '2 minutes'
    where id = (select id from export_runs where status = 'queued' limit 1)`);
/** By the clock that the lag is measured by. */
const ago = async (seconds: number) =>
  (await world.row('select now() - make_interval(secs => $1) as at', [seconds])).at as Date;
const once = () => world.schedule({ recurrence: 'RRULE:FREQ=YEARLY;INTERVAL=500', starts_at: DAY_1 });

beforeEach(() => world.rows('delete from worker_ticks'));

it('is nothing while nothing is due', async () => {
  await world.schedule({ next_run_at: '2100-01-01Z' });
  await world.schedule({ status: 'paused' });
  expect(await lag()).toEqual({ ...QUIET, worker: null });
});

it('is of the oldest occurrence that was not planned, computed or not', async () => {
  await world.schedule({ next_run_at: await ago(100) });
  await world.schedule({ next_run_at: await ago(300) });
  expect(await lag()).toMatchObject({ occurrence: about(300) });
  await world.schedule({ next_run_at: '-infinity', updated_at: await ago(900) });
  expect(await lag()).toMatchObject({ ...QUIET, occurrence: about(900) });
});

it('is of a run that could be claimed, and not of one that rightly waits', async () => {
  await once();
  await planOnly(world, DAY_1);
  await world.rows(`update export_runs set run_after = now() - interval '200 seconds'`);
  expect(await lag()).toMatchObject({ ...QUIET, run: about(200) });
  await world.rows(`update export_runs set needs_worker = true`);
  expect(await lag()).toMatchObject(QUIET);
  await world.rows(`update export_runs set needs_worker = false`);
  await world.rows(`update organizations set max_concurrent_runs = 1 where id = $1`, [world.organization]);
  await once();
  await planOnly(world, DAY_1);
  await claim();
  expect(await lag()).toMatchObject({ ...QUIET, worker: 0 }); // its organisation is at its cap
  await world.rows(`update organizations set max_concurrent_runs = 4 where id = $1`, [world.organization]);
});

it('is of a lease that ended and was not taken over', async () => {
  await once();
  await planOnly(world, DAY_1);
  await claim();
  expect(await lag()).toMatchObject({ ...QUIET, worker: 0 });
  await endLeases(world, 'export_runs');
  expect(await lag()).toMatchObject({ ...QUIET, lease: about(1), worker: null });
});

it('is of a delivery that nobody sends', async () => {
  world.smtp.behave({ recipient: { code: 451, text: 'come back later' } });
  await once();
  await world.tick({ now: DAY_1, timing: PATIENT });
  expect(await lag()).toMatchObject(QUIET);
  await world.rows(`update export_deliveries set run_after = now() - interval '400 seconds'`);
  expect(await lag()).toMatchObject({ ...QUIET, delivery: about(400) });
});

it('sees the last tick of any worker', async () => {
  await world.rows(`insert into worker_ticks (worker, started_at, finished_at) values
    ('a', now() - interval '500 seconds', now() - interval '80 seconds'), ('b', now() - interval '200 seconds', null)`);
  expect(await lag()).toMatchObject({ ...QUIET, worker: about(80) });
});

it('looks at the heads of indexes, however many rows there are', async () => {
  const client = await world.pool.connect();
  try {
    await client.query('begin; set local enable_seqscan = off');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${LAG}`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    for (const index of [
      ...['scheduled_exports_due_idx', 'export_runs_queue_idx', 'export_deliveries_new_idx'],
      ...['export_deliveries_retry_idx', 'export_deliveries_lease_idx'],
    ]) {
      expect(plan).toContain(index);
    }
    expect(plan).not.toMatch(/Seq Scan on (scheduled_exports|export_)/);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

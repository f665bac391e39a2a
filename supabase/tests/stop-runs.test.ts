import { describe, expect, test } from 'vitest';
import { untilBlocking } from './connections.ts';
import { insertDelivering, insertDelivery, insertRun, insertSchedule } from './rows.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const { database } = world;
const schedule = () => insertSchedule(database, world.organization, world.owner.id);
const statusOf = (table: string, id: string) => database.value(`select status from ${table} where id = $1`, [id]);

const run = async (id: string) => {
  const sql = 'select status, reason, cancel_requested_at is not null as asked from export_runs where id = $1';
  const [row] = await database.query(sql, [id]);
  return row;
};

const pause = async (id: string) =>
  await world.owner.client.from('scheduled_exports').update({ status: 'paused' }).eq('id', id);
const remove = async (id: string) => await world.owner.client.rpc('delete_scheduled_export', { id });

describe.each([
  ['pausing', pause, 'paused'],
  ['deleting', remove, 'deleted'],
])('%s a schedule', (_what, stop, reason) => {
  test.each(['waiting', 'queued'])('cancels a run that is %s', async (status) => {
    const id = await schedule();
    const waiting = await insertRun(database, id, status);
    expect((await stop(id)).error).toBeNull();
    expect(await run(waiting)).toEqual({ status: 'cancelled', reason, asked: false });
    expect(await database.value('select finished_at is not null from export_runs where id = $1', [waiting])).toBe(true);
  });

  test('asks a running run to stop', async () => {
    const id = await schedule();
    const running = await insertRun(database, id, 'running');
    await stop(id);
    expect(await run(running)).toEqual({ status: 'running', reason, asked: true });
  });

  test('cancels pending deliveries; one being sent completes and then settles the run', async () => {
    const id = await schedule();
    const { run: delivering, deliveries } = await insertDelivering(database, id, ['sent', 'pending', 'sending']);
    await stop(id);
    const [sent = '', pending = '', sending = ''] = deliveries;
    expect(await statusOf('export_deliveries', sent)).toBe('sent');
    expect(await statusOf('export_deliveries', pending)).toBe('cancelled');
    expect(await statusOf('export_deliveries', sending)).toBe('sending');
    expect(await run(delivering)).toMatchObject({ status: 'delivering' });

    await database.query(`update export_deliveries set status = 'sent', lease_token = null where id = $1`, [sending]);
    await database.query('select private.settle_run($1)', [delivering]);
    expect(await run(delivering)).toMatchObject({ status: 'partially_delivered', reason });
  });

  test('a delivery that failed meanwhile and would be tried again is cancelled', async () => {
    const id = await schedule();
    const { run: delivering, deliveries } = await insertDelivering(database, id, ['sending']);
    await stop(id);
    await database.query(
      `update export_deliveries set status = 'pending', lease_token = null where id = $1`,
      deliveries,
    );
    expect(await database.value('select private.settle_run($1)', [delivering])).toBe('cancelled');
    expect(await statusOf('export_deliveries', deliveries[0] ?? '')).toBe('cancelled');
  });

  test('cancels a run whose deliveries were all pending', async () => {
    const id = await schedule();
    const { run: delivering } = await insertDelivering(database, id, ['pending', 'pending']);
    await stop(id);
    expect(await run(delivering)).toMatchObject({ status: 'cancelled', reason });
  });

  test('leaves finished runs and other schedules alone', async () => {
    const id = await schedule();
    const done = await insertRun(database, id, 'succeeded');
    const other = await insertRun(database, await schedule(), 'queued');
    await stop(id);
    expect(await run(done)).toEqual({ status: 'succeeded', reason: null, asked: false });
    expect(await run(other)).toMatchObject({ status: 'queued' });
  });
});

test('it happens in the transaction of the pause: taken back, nothing was cancelled', async () => {
  const id = await schedule();
  const queued = await insertRun(database, id, 'queued');
  const client = await database.connect();
  await client.query('begin');
  await client.query(`update scheduled_exports set status = 'paused' where id = $1`, [id]);
  const inside = await client.query('select status from export_runs where id = $1', [queued]);
  expect(inside.rows).toEqual([{ status: 'cancelled' }]);
  await client.query('rollback');
  expect(await run(queued)).toMatchObject({ status: 'queued' });
});

test('a run that goes back to the queue while the pause waits for it is cancelled too', async () => {
  const id = await schedule();
  const running = await insertRun(database, id, 'running');
  const worker = await database.connect();
  await worker.query('begin');
  await worker.query(
    `update export_runs set status = 'queued', lease_token = null, lease_expires_at = null where id = $1`,
    [running],
  );
  const paused = pause(id);
  await untilBlocking(worker, paused);
  await worker.query('commit');
  expect((await paused).error).toBeNull();
  expect(await run(running)).toMatchObject({ status: 'cancelled', reason: 'paused' });
});

test('a run that starts to deliver while the pause waits for it delivers nothing', async () => {
  const id = await schedule();
  const { run: delivering, file, deliveries } = await insertDelivering(database, id, ['sent']);
  await database.query(`update export_runs set status = 'running', lease_token = gen_random_uuid() where id = $1`, [
    delivering,
  ]);
  const worker = await database.connect();
  await worker.query('begin');
  await worker.query(`update export_runs set status = 'delivering', lease_token = null where id = $1`, [delivering]);
  await worker.query(`update export_deliveries set status = 'pending' where id = $1`, deliveries);
  const paused = pause(id);
  await untilBlocking(worker, paused);
  await worker.query('commit');
  await paused;
  expect(await statusOf('export_deliveries', deliveries[0] ?? '')).toBe('cancelled');
  expect(await run(delivering)).toMatchObject({ status: 'cancelled' });
  await insertDelivery(database, file, 'pending'); // the run is over: a late delivery finds nothing to settle
  expect(await database.value('select private.settle_run($1)', [delivering])).toBeNull();
});

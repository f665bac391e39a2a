import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { api, untilBlocking } from './connections.ts';
import { insertDelivering, insertDelivery, insertFile, insertRun, insertSchedule } from './rows.ts';
import { type Person, useWorld } from './world.ts';

const world = useWorld();
const { database } = world;
const schedule = (owner = world.owner, values = {}) =>
  insertSchedule(database, world.organization, owner.id, { status: 'paused', ...values });
const runOf = async (id: string) => (await database.query('select * from export_runs where id = $1', [id]))[0] ?? {};
const statusesOf = async (run: string) =>
  (await database.query('select status from export_deliveries where run_id = $1 order by created_at, id', [run])).map(
    ({ status }) => status,
  );
const call = async (who: Person, verb: 'cancel_run' | 'retry_run', id: string) =>
  (await who.client.rpc(verb, { id })).error;
const cancel = (id: string, who = world.owner) => call(who, 'cancel_run', id);
const retry = (id: string, who = world.owner) => call(who, 'retry_run', id);
const READY = {
  status: 'ready',
  row_count: 1,
  byte_size: 1,
  sha256: 'a'.repeat(64),
  expires_at: '2100-01-01Z',
};

/** A final run with a file and one delivery for each status. */
async function finished(statuses: string[], values = {}, file = {}) {
  const run = await insertRun(database, await schedule(), 'partially_delivered', values);
  const fileId = await insertFile(database, run, { ...READY, ...file });
  for (const status of statuses) await insertDelivery(database, fileId, status, { attempt: 5, error_code: 'refused' });
  return run;
}

describe.each(['cancel_run', 'retry_run'] as const)('%s', (verb) => {
  const status = verb === 'cancel_run' ? 'queued' : 'failed';

  test.each([
    ['owner', 'editor'],
    ['admin', 'owner'],
    ['editor', 'editor'],
  ] as const)('is open to the %s for a schedule of the %s', async (who, whose) => {
    const run = await insertRun(database, await schedule(world[whose]), status);
    expect(await call(world[who], verb, run)).toBeNull();
    expect((await runOf(run)).status).not.toBe(status);
    const [audit] = await database.query(
      'select actor_id, action, before from audit_log where row_id = $1 order by sequence desc limit 1',
      [run],
    );
    expect(audit).toMatchObject({ actor_id: world[who].id, action: verb.replace('_run', ''), before: { status } });
  });

  test.each([
    ['editor', 'owner', '42501'],
    ['viewer', 'owner', '42501'],
    ['viewer', 'viewer', '42501'],
    ['stranger', 'owner', 'SX404'],
    ['stranger', 'stranger', 'SX404'],
  ] as const)('is closed to the %s for a schedule of the %s: %s', async (who, whose, code) => {
    const run = await insertRun(database, await schedule(world[whose]), status);
    expect((await call(world[who], verb, run))?.code).toBe(code);
    expect((await runOf(run)).status).toBe(status);
  });

  test('is not there for the anonymous, and finds no run that does not exist', async () => {
    const run = await insertRun(database, await schedule(), status);
    expect((await api('anonymous').rpc(verb, { id: run })).error?.code).toBe('42501');
    expect((await call(world.owner, verb, randomUUID()))?.code).toBe('SX404');
  });
});

describe('cancelling', () => {
  test.each(['waiting', 'queued'])('ends a run that is %s at once', async (status) => {
    const run = await insertRun(database, await schedule(), status);
    expect(await cancel(run)).toBeNull();
    expect(await runOf(run)).toMatchObject({ status: 'cancelled', reason: 'cancelled', finished_at: expect.any(Date) });
  });

  test('asks a running run to stop, once', async () => {
    const run = await insertRun(database, await schedule(), 'running');
    expect(await cancel(run)).toBeNull();
    const asked = (await runOf(run)).cancel_requested_at;
    expect(await runOf(run)).toMatchObject({
      status: 'running',
      reason: 'cancelled',
      cancel_requested_at: expect.any(Date),
    });
    expect(await cancel(run)).toBeNull();
    expect((await runOf(run)).cancel_requested_at).toEqual(asked);
  });

  test('cancels pending deliveries; a send that began completes', async () => {
    const { run, deliveries } = await insertDelivering(database, await schedule(), ['sent', 'pending', 'sending']);
    expect(await cancel(run)).toBeNull();
    expect(await statusesOf(run)).toEqual(['sent', 'cancelled', 'sending']);
    expect(await runOf(run)).toMatchObject({ status: 'delivering' });
    await database.query(`update export_deliveries set status = 'sent', lease_token = null where id = $1`, [
      deliveries[2],
    ]);
    expect(await database.value('select private.settle_run($1)', [run])).toBe('partially_delivered');
  });

  test('ends a run of which nothing was sent', async () => {
    const { run } = await insertDelivering(database, await schedule(), ['pending', 'pending']);
    expect(await cancel(run)).toBeNull();
    expect(await runOf(run)).toMatchObject({ status: 'cancelled', reason: 'cancelled' });
  });

  test.each(['succeeded', 'partially_delivered', 'failed', 'skipped', 'cancelled'])(
    'says of a run that is %s that it is over',
    async (status) => {
      const run = await insertRun(database, await schedule(), status);
      expect(await cancel(run)).toMatchObject({
        code: 'SX409',
        message: expect.stringMatching(/^There is nothing left/),
      });
    },
  );

  test('leaves the other runs of the schedule alone', async () => {
    const id = await schedule();
    const other = await insertRun(database, id, 'waiting');
    await cancel(await insertRun(database, id, 'queued'));
    expect(await runOf(other)).toMatchObject({ status: 'waiting' });
  });

  test('of a run that is claimed while the cancellation waits for it asks it to stop', async () => {
    const run = await insertRun(database, await schedule(), 'queued');
    const worker = await database.connect();
    await worker.query('begin');
    await worker.query(
      `update export_runs set status = 'running', lease_token = gen_random_uuid(), lease_expires_at = now() where id = $1`,
      [run],
    );
    const cancelled = cancel(run);
    await untilBlocking(worker, cancelled);
    await worker.query('commit');
    expect(await cancelled).toBeNull();
    expect(await runOf(run)).toMatchObject({ status: 'running', cancel_requested_at: expect.any(Date) });
  });
});

describe('trying again', () => {
  test('executes a run without a file anew, queued at once, with all attempts', async () => {
    const run = await insertRun(database, await schedule(), 'failed', {
      ...{ attempt: 5, needs_worker: true, error_code: 'x', error_message: 'X.', reason: 'superseded' },
      ...{ started_at: '2026-01-01Z', finished_at: '2026-01-01Z', cancel_requested_at: '2026-01-01Z' },
    });
    expect(await retry(run)).toBeNull();
    expect(await runOf(run)).toMatchObject({
      ...{ status: 'queued', attempt: 0, needs_worker: false, error_code: null, error_message: null, reason: null },
      ...{ started_at: null, finished_at: null, cancel_requested_at: null, turn: expect.any(Number) },
      ...{ retried_at: expect.any(Date), retried_by: world.owner.id },
    });
    const before = await database.value('select before from audit_log where row_id = $1', [run]);
    expect(before).toMatchObject({ status: 'failed', attempt: 5, error_code: 'x', error_message: 'X.' });
  });

  test('waits while another run of the schedule is queued', async () => {
    const id = await schedule();
    const run = await insertRun(database, id, 'failed');
    await insertRun(database, id, 'queued');
    expect(await retry(run)).toBeNull();
    expect(await runOf(run)).toMatchObject({ status: 'waiting' });
  });

  test('touches only who did not get it', async () => {
    const run = await finished(['sent', 'failed', 'bounced', 'cancelled', 'suppressed']);
    expect(await retry(run)).toBeNull();
    expect(await statusesOf(run)).toEqual(['sent', 'pending', 'pending', 'pending', 'suppressed']);
    expect(await runOf(run)).toMatchObject({ status: 'delivering', finished_at: null });
    const attempts = 'select distinct attempt, error_code from export_deliveries where run_id = $1 and status = $2';
    expect(await database.query(attempts, [run, 'pending'])).toEqual([{ attempt: 0, error_code: null }]);
    expect(await database.query(attempts, [run, 'sent'])).toEqual([{ attempt: 5, error_code: 'refused' }]);
  });

  test.each([
    ['was removed', { status: 'removed' }],
    ['is about to be removed', { expires_at: new Date(Date.now() + 30_000) }],
  ])('is refused where the file %s', async (_what, file) => {
    const run = await finished(['failed'], { status: 'failed' }, file);
    expect(await retry(run)).toMatchObject({ code: 'SX409', message: expect.stringContaining('Replay') });
    expect(await statusesOf(run)).toEqual(['failed']);
  });

  test.each(['waiting', 'queued', 'running', 'delivering', 'succeeded', 'skipped', 'cancelled'])(
    'is refused for a run that is %s',
    async (status) => {
      const run = await insertRun(database, await schedule(), status);
      expect((await retry(run))?.code).toBe('SX409');
      expect(await runOf(run)).toMatchObject({ status, retried_at: null });
    },
  );

  test('is refused when the schedule was deleted', async () => {
    const run = await insertRun(database, await schedule(world.owner, { deleted_at: '2026-01-01Z' }), 'failed');
    expect((await retry(run))?.code).toBe('SX409');
  });

  test('twice at once happens once', async () => {
    const run = await insertRun(database, await schedule(), 'failed');
    const answers = await Promise.all([retry(run), retry(run)]);
    expect(answers.map((error) => error?.code).toSorted()).toEqual(['SX409', undefined]);
  });
});

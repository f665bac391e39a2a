import { describe, expect, it } from 'vitest';
import { call, create, paths, tick, useApi } from '#test/api-world';
import type { Person } from '#test/people';

const world = useApi();
const NEVER = { recurrence: '0 9 1 1 *', status: 'paused' };

const make = (who: Person, values: object = {}) => create(who, world.organization, { ...NEVER, ...values });
const runNow = (who: Person | null, id: string, headers = {}) =>
  call(who, 'POST', `/scheduled-exports/${id}/run`, { headers });
const act = (who: Person | null, verb: string, id: string, request = {}) =>
  call(who, 'POST', `/export-runs/${id}/${verb}`, request);
const read = async (id: string, who = world.owner) => (await call(who, 'GET', `/export-runs/${id}`)).body;
/** A run of the schedule that was asked for and is in this state. */
async function ran(status: string, who = world.owner): Promise<string> {
  const { body } = await runNow(who, (await make(who)).id);
  await world.rows(`update export_runs set status = $2, error_code = 'x', error_message = 'X.' where id = $1`, [
    ...[body.id, status],
  ]);
  return body.id;
}

describe('running a schedule now', () => {
  it('answers with the queued run and where it stands; the next tick delivers it', async () => {
    const schedule = await make(world.editor, { delivery_method: 'download', email: undefined });
    const answer = await runNow(world.editor, schedule.id);
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `/api/export-runs/${answer.body.id}`]);
    expect(answer.body).toMatchObject({
      ...{ scheduled_export_id: schedule.id, trigger: 'manual', status: 'queued', requested_by_name: 'editor' },
      ...{ stopping: false, retried_at: null, actions: ['cancel'] },
    });
    await tick();
    expect(await read(answer.body.id, world.editor)).toMatchObject({ status: 'succeeded', actions: ['replay'] });
    const { body } = await call(world.editor, 'GET', `/scheduled-exports/${schedule.id}`);
    expect(body).toMatchObject({ status: 'paused', last_run: { id: answer.body.id, status: 'succeeded' } });
  });

  it('is for its owner and admins', async () => {
    const { id } = await make(world.editor);
    const ofOwner = await make(world.owner);
    const answers = [
      await runNow(world.admin, id),
      await runNow(world.viewer, id),
      await runNow(world.editor, ofOwner.id),
      await runNow(world.stranger, id),
      await runNow(null, id),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 403, 403, 404, 401]);
    await call(world.admin, 'DELETE', `/scheduled-exports/${id}`);
    expect((await runNow(world.admin, id)).status).toBe(404);
  });

  it('with one Idempotency-Key happens once', async () => {
    const { id } = await make(world.owner);
    const key = { 'idempotency-key': 'run-1' };
    const first = await runNow(world.owner, id, key);
    expect(await runNow(world.owner, id, key)).toMatchObject({ status: 201, body: { id: first.body.id } });
    const other = await runNow(world.owner, (await make(world.owner)).id, key);
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_key_reused']);
    expect(paths(await runNow(world.owner, id, { 'idempotency-key': 'ä b' }))).toEqual(['Idempotency-Key']);
    const again = await runNow(world.owner, id);
    expect([again.status, again.body.code]).toEqual([409, 'conflict']);
  });

  it('takes an empty body, and refuses what is no JSON', async () => {
    const { id } = await make(world.owner);
    const text = { raw: 'x', headers: { 'content-type': 'text/plain' } };
    expect((await call(world.owner, 'POST', `/scheduled-exports/${id}/run`, text)).status).toBe(415);
    expect((await call(world.owner, 'POST', `/scheduled-exports/${id}/run`, { body: {} })).status).toBe(201);
  });
});

describe('a run', () => {
  it.each([
    ['cancel', 'queued', 200],
    ['retry', 'failed', 200],
    ['replay', 'failed', 201],
  ])('%s of one that is %s is for the owner of its schedule and admins', async (verb, status, success) => {
    const answers = [];
    for (const who of [world.editor, world.admin]) answers.push(await act(who, verb, await ran(status, world.editor)));
    const ofOwner = await ran(status);
    for (const who of [world.editor, world.viewer, world.stranger, null]) answers.push(await act(who, verb, ofOwner));
    expect(answers.map((answer) => answer.status)).toEqual([success, success, 403, 403, 404, 401]);
    expect(await read(ofOwner)).toMatchObject({ status, retried_at: null });
  });

  it('tells each person what they may do with it', async () => {
    const id = await ran('failed');
    const seen = [];
    for (const who of [world.owner, world.admin, world.editor, world.viewer]) seen.push((await read(id, who)).actions);
    expect(seen).toEqual([['retry', 'replay', 'edit'], ['retry', 'replay', 'edit'], [], []]);
    const { body } = await call(world.viewer, 'GET', `/export-runs?organization_id=${world.organization}&limit=200`);
    expect(body.data.every(({ actions }: { actions: string[] }) => actions.length === 0)).toBe(true);
  });

  it('that waits is cancelled at once, and then there is nothing left to cancel', async () => {
    const id = await ran('queued');
    expect(await act(world.owner, 'cancel', id)).toMatchObject({
      status: 200,
      body: { status: 'cancelled', reason: 'cancelled', actions: ['replay'] },
    });
    const again = await act(world.owner, 'cancel', id);
    expect([again.status, again.body.code, again.body.detail]).toEqual([
      ...[409, 'conflict', 'There is nothing left to cancel: the run was already cancelled.'],
    ]);
  });

  it('that failed is tried again in place, and says who asked', async () => {
    const id = await ran('failed');
    expect(await act(world.admin, 'retry', id)).toMatchObject({
      status: 200,
      body: { id, status: 'queued', attempt: 0, error_message: null, retried_by_name: 'admin', actions: ['cancel'] },
    });
    const again = await act(world.owner, 'retry', id);
    expect([again.status, again.body.code]).toEqual([409, 'conflict']);
  });

  it('that is over is replayed as a run of its own', async () => {
    const id = await ran('skipped');
    const original = await read(id);
    const answer = await act(world.admin, 'replay', id, { headers: { 'idempotency-key': 'replay-1' } });
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `/api/export-runs/${answer.body.id}`]);
    expect(answer.body).toMatchObject({
      ...{ trigger: 'replay', status: 'queued', requested_by_name: 'admin' },
      scheduled_for: original.scheduled_for,
    });
    const again = await act(world.admin, 'replay', id, { headers: { 'idempotency-key': 'replay-1' } });
    expect(again.body.id).toBe(answer.body.id);
    expect((await act(world.admin, 'replay', id)).status).toBe(409);
    expect((await act(world.admin, 'replay', answer.body.id)).status).toBe(409);
  });

  it('of a schedule that was deleted stays to be seen, and nothing can be done with it', async () => {
    const id = await ran('failed');
    const { scheduled_export_id } = await read(id);
    await call(world.owner, 'DELETE', `/scheduled-exports/${scheduled_export_id}`);
    expect((await read(id)).actions).toEqual([]);
    for (const verb of ['retry', 'replay']) expect((await act(world.owner, verb, id)).status).toBe(409);
  });
});

it('the list can show what was asked for by hand', async () => {
  await ran('failed');
  const { body } = await call(world.owner, 'GET', '/export-runs?trigger=manual&limit=200');
  expect(new Set(body.data.map(({ trigger }: { trigger: string }) => trigger))).toEqual(new Set(['manual']));
  expect(paths(await call(world.owner, 'GET', '/export-runs?trigger=magic'))).toEqual(['trigger']);
});

it('the audit log says who did what', async () => {
  const id = await ran('failed');
  await act(world.admin, 'retry', id);
  await act(world.owner, 'cancel', id);
  const rows = await world.rows('select action, actor_label from audit_log where row_id = $1 order by sequence', [id]);
  expect(rows).toEqual([
    { action: 'run_now', actor_label: world.owner.email },
    { action: 'retry', actor_label: world.admin.email },
    { action: 'cancel', actor_label: world.owner.email },
  ]);
});

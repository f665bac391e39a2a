import { describe, expect, test } from 'vitest';
import { insertDelivering, insertFile, insertRun, insertSchedule } from './rows.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const { database } = world;
const schedule = () => insertSchedule(database, world.organization, world.owner.id);
const codeOf = async (work: Promise<unknown>) =>
  await work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

const at = { scheduled_for: '2026-03-02T09:00:00Z' };

test('an occurrence gives at most one run; runs by hand may share its instant', async () => {
  const id = await schedule();
  await insertRun(database, id, 'succeeded', at);
  expect(await codeOf(insertRun(database, id, 'waiting', at))).toBe('23505');
  expect(await codeOf(insertRun(database, id, 'waiting', { ...at, trigger: 'manual' }))).toBe('done');
  expect(await codeOf(insertRun(database, id, 'waiting', { ...at, trigger: 'replay' }))).toBe('done');
  expect(await codeOf(insertRun(database, await schedule(), 'waiting', at))).toBe('done');
});

test.each([
  ['queued', 'queued'],
  ['queued', 'running'],
  ['running', 'queued'],
  ['running', 'running'],
])('beside a run that is %s no other of its schedule is %s', async (first, second) => {
  const id = await schedule();
  await insertRun(database, id, first);
  expect(await codeOf(insertRun(database, id, second))).toBe('23505');
  expect(await codeOf(insertRun(database, id, 'waiting'))).toBe('done');
  expect(await codeOf(insertRun(database, id, 'delivering'))).toBe('done');
});

const NOTE = { code: 'rows_left_out', count: 3, names: [], more_names: 0 };

test.each<[string, unknown, string]>([
  ['a list of notes', [NOTE, { ...NOTE, code: 'cells_cut', names: ['Remarks'] }], 'done'],
  ['no note', [], 'done'],
  ['an object', NOTE, '23514'],
  ['a note without a code', [{ ...NOTE, code: null }], '23514'],
  ['a note whose code is no word', [{ ...NOTE, code: 'Cut off' }], '23514'],
  ['a note of nothing', [{ ...NOTE, count: 0 }], '23514'],
  ['a note whose names are a text', [{ ...NOTE, names: 'Remarks' }], '23514'],
  ['a text among notes', [NOTE, 'rows_left_out'], '23514'],
  ['more than a mail could hold', [{ ...NOTE, names: ['x'.repeat(20_000)] }], '23514'],
])('%s with a file: %j is %s', async (_, notes, outcome) => {
  const run = await insertRun(database, await schedule(), 'delivering');
  expect(await codeOf(insertFile(database, run, { notes: JSON.stringify(notes) }))).toBe(outcome);
});

test('a file is truncated when a note says that rows were left out', async () => {
  const run = await insertRun(database, await schedule(), 'delivering');
  const truncated = async (notes: unknown[]) => {
    const id = await insertFile(database, run, { notes: JSON.stringify(notes) });
    return await database.value('select truncated from export_files where id = $1', [id]);
  };
  expect([await truncated([NOTE]), await truncated([{ ...NOTE, code: 'cells_cut' }]), await truncated([])]).toEqual([
    ...[true, false, false],
  ]);
});

test('what runs is what was planned: not even the service changes a definition', async () => {
  const run = await insertRun(database, await schedule(), 'queued', { definition: { report_type: 'open_findings' } });
  expect(await codeOf(database.query(`update export_runs set definition = '{}' where id = $1`, [run]))).toBe('42501');
  expect(await codeOf(database.query('update export_runs set definition = definition where id = $1', [run]))).toBe(
    'done',
  );
});

test('a lease belongs to a running run and to a delivery being sent, and to no other', async () => {
  const lease = { lease_token: '00000000-0000-4000-8000-000000000000' };
  expect(await codeOf(insertRun(database, await schedule(), 'queued', lease))).toBe('23514');
  expect(await codeOf(insertRun(database, await schedule(), 'running', { lease_token: null }))).toBe('23514');
});

test('the history of a schedule keeps the schedule', async () => {
  const id = await schedule();
  await insertRun(database, id, 'succeeded');
  expect(await codeOf(database.query('delete from scheduled_exports where id = $1', [id]))).toBe('23503');
});

describe('the list of schedules', () => {
  const overview = async (id: string) => {
    const columns = 'owner_name, last_run, consecutive_failures, next_run_order';
    const { data } = await world.viewer.client.from('scheduled_export_overviews').select(columns).eq('id', id).single();
    return data;
  };

  test('names the owner, and has no last run before the first', async () => {
    const id = await schedule();
    await insertRun(database, id, 'waiting');
    const owner_name = world.owner.email.split('@')[0];
    expect(await overview(id)).toMatchObject({ owner_name, last_run: null, consecutive_failures: 0 });
  });

  test('shows the newest run with its deliveries', async () => {
    const id = await schedule();
    await insertRun(database, id, 'failed');
    const { run } = await insertDelivering(database, id, ['sent', 'pending', 'failed']);
    expect(await overview(id)).toMatchObject({
      last_run: { id: run, status: 'delivering', deliveries_total: 3, deliveries_sent: 1 },
    });
  });

  test.each([
    [['succeeded', 'failed', 'failed'], 2],
    [['failed', 'succeeded'], 0],
    [['failed', 'partially_delivered', 'failed'], 1],
    [['failed', 'skipped', 'failed', 'cancelled'], 2],
    [Array(12).fill('failed'), 10],
  ])('counts failures since the last success: %j make %i', async (statuses, expected) => {
    const id = await schedule();
    for (const status of statuses) await insertRun(database, id, status);
    expect(await overview(id)).toMatchObject({ consecutive_failures: expected });
  });

  test('does not count failures of runs by hand', async () => {
    const id = await schedule();
    await insertRun(database, id, 'failed', { trigger: 'manual' });
    expect(await overview(id)).toMatchObject({ consecutive_failures: 0 });
  });

  test('sorts schedules without a next run last', async () => {
    const id = await schedule();
    await database.query('update scheduled_exports set next_run_at = null where id = $1', [id]);
    expect(await overview(id)).toMatchObject({ next_run_order: 'infinity' });
  });
});

import { describe, expect, test } from 'vitest';
import { insertSchedule, scheduleOf } from './rows.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const schedule = (values = {}) => insertSchedule(world.database, world.organization, world.owner.id, values);

async function row(id: string): Promise<Record<string, unknown>> {
  const [found] = await world.database.query(
    `select status, status_reason, version, next_run_at::text, planned_through >= now() - interval '1 minute' as from_now
     from scheduled_exports where id = $1`,
    [id],
  );
  return found ?? {};
}

async function change(id: string, values: object): Promise<string | undefined> {
  const { error } = await world.owner.client.from('scheduled_exports').update(values).eq('id', id);
  return error?.code;
}

describe('a person', () => {
  test.each([
    ['active', 'paused'],
    ['paused', 'active'],
    ['failed', 'active'],
    ['ended', 'active'],
  ])('may turn %s into %s', async (from, to) => {
    const id = await schedule({ status: from });
    expect(await change(id, { status: to })).toBeUndefined();
    expect(await row(id)).toMatchObject({ status: to });
  });

  test.each([
    ['active', 'failed'],
    ['active', 'ended'],
    ['paused', 'failed'],
    ['paused', 'ended'],
    ['failed', 'paused'],
    ['failed', 'ended'],
    ['ended', 'paused'],
    ['ended', 'failed'],
  ])('may not turn %s into %s', async (from, to) => {
    const id = await schedule({ status: from });
    expect(await change(id, { status: to })).toBe('SX422');
    expect(await row(id)).toMatchObject({ status: from });
  });

  test.each([
    ['active', undefined],
    ['paused', undefined],
    ['failed', 'SX422'],
    ['ended', 'SX422'],
  ])('starting a schedule as %s is answered with %s', async (status, code) => {
    const { error } = await world.editor.client
      .from('scheduled_exports')
      .insert(scheduleOf(world.organization, { status }));
    expect(error?.code).toBe(code);
  });
});

test('the service may stop a schedule and say why; resuming forgets the reason', async () => {
  const id = await schedule();
  await world.database.query(
    `update scheduled_exports set status = 'failed', status_reason = 'failing' where id = $1`,
    [id],
  );
  expect(await row(id)).toMatchObject({ status: 'failed', status_reason: 'failing' });
  await change(id, { status: 'active' });
  expect(await row(id)).toMatchObject({ status: 'active', status_reason: null });
});

describe('the cursor', () => {
  const planned = { planned_through: '2026-01-01Z', next_run_at: '2100-01-08Z' };
  const kept = { next_run_at: '2100-01-08 00:00:00+00', from_now: false };
  const reset = { next_run_at: '-infinity', from_now: true };

  test.each([
    ['recurrence', '0 10 * * *'],
    ['timezone', 'Europe/Berlin'],
    ['starts_at', '2026-01-01T00:00:00Z'],
    ['ends_at', '2030-01-01T00:00:00Z'],
    ['on_holidays', 'skip'],
  ])('starts anew from now when %s changes', async (column, value) => {
    const id = await schedule(planned);
    expect(await change(id, { [column]: value })).toBeUndefined();
    expect(await row(id)).toMatchObject({ ...reset, version: 2 });
  });

  test.each(['paused', 'failed', 'ended'])(
    'starts anew from now when a schedule that is %s resumes',
    async (status) => {
      const id = await schedule({ ...planned, status });
      await change(id, { status: 'active' });
      expect(await row(id)).toMatchObject(reset);
    },
  );

  test.each([
    ['name', 'Another name'],
    ['filters', { region: 'CA' }],
    ['targets', [{ method: 'download' }, { method: 'download' }]],
    ['status', 'paused'],
    ['recurrence', '0 9 * * 1'],
  ])('stays when %s is set', async (column, value) => {
    const id = await schedule(planned);
    await change(id, { [column]: value });
    expect(await row(id)).toMatchObject(kept);
  });
});

test('the version counts what people change, not what planning does', async () => {
  const id = await schedule();
  await world.database.query(
    `update scheduled_exports set planned_through = now(), next_run_at = now() + interval '1 day' where id = $1`,
    [id],
  );
  expect(await row(id)).toMatchObject({ version: 1 });
  await change(id, { name: 'Another name' });
  expect(await row(id)).toMatchObject({ version: 2 });
  await change(id, { name: 'Another name' });
  expect(await row(id)).toMatchObject({ version: 2 });
});

describe('what is due by the old recurrence', () => {
  const due = { next_run_at: '2026-01-01Z', planned_through: '2025-12-31Z' };

  test.each([
    ['recurrence', { recurrence: '0 10 * * 1' }],
    ['timezone', { timezone: 'America/New_York' }],
    ['ends_at', { ends_at: '2030-01-01Z' }],
    ['on_holidays', { on_holidays: 'skip' }],
  ])('must be planned before its %s changes', async (_field, values) => {
    const id = await schedule(due);
    expect(await change(id, values)).toBe('SX409');
    expect(await row(id)).toMatchObject({ next_run_at: expect.stringContaining('2026-01-01') });
    await world.database.query(`update scheduled_exports set next_run_at = '2100-01-01Z' where id = $1`, [id]);
    expect(await change(id, values)).toBeUndefined();
    expect(await row(id)).toMatchObject({ next_run_at: '-infinity', from_now: true });
  });

  test('may stand between two changes, the first of which was not planned yet: then the second waits', async () => {
    const id = await schedule();
    const since = (time: string) =>
      world.database.query(`update scheduled_exports set planned_through = ${time} where id = $1`, [id]);
    await since(`now() + interval '1 minute'`);
    expect(await change(id, { recurrence: '0 10 * * 1' })).toBeUndefined();
    await since(`now() - interval '1 minute'`);
    expect(await change(id, { recurrence: '0 11 * * 1' })).toBe('SX409');
    expect(await row(id)).toMatchObject({ next_run_at: '-infinity' });
  });

  test('keeps nobody from other changes, from pausing, or from changing what is paused', async () => {
    const id = await schedule(due);
    expect(await change(id, { name: 'Renamed' })).toBeUndefined();
    expect(await change(id, { status: 'paused' })).toBeUndefined();
    expect(await change(id, { recurrence: '0 10 * * 1' })).toBeUndefined();
  });
});

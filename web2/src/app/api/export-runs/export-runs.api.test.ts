import { createHash } from 'node:crypto';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { call, create, paths, tick, useApi } from '#test/api-world';

const world = useApi();
let delivered: string;
let failing: string;

/** Runs a schedule for occurrences of years past. */
async function ran(values: object, years: number): Promise<string> {
  const { id } = await create(world.owner, world.organization, {
    recurrence: '0 9 1 1 *',
    catch_up: 'all',
    catch_up_window_hours: 720,
    ...values,
  });
  for (let year = 1; year <= years; year++) {
    await world.rows(
      `insert into export_runs (organization_id, scheduled_export_id, scheduled_for, definition, status, reason, run_after, finished_at)
       select organization_id, id, make_timestamptz(2010 + $2, 1, 1, 9, 0, 0, 'UTC'),
         jsonb_build_object('name', name, 'report_type', report_type, 'format', format, 'timezone', timezone), 'skipped', 'missed', now(), now()
       from scheduled_exports where id = $1`,
      [id, year],
    );
  }
  return id;
}

async function runNow(id: string): Promise<void> {
  await world.rows(
    `update scheduled_exports set catch_up = 'latest', planned_through = now() - interval '370 days', next_run_at = now() - interval '1 minute' where id = $1`,
    [id],
  );
  await tick();
}

beforeAll(async () => {
  delivered = await ran({ name: 'Größe & „Maß“', delivery_method: 'download', email: undefined }, 4);
  failing = await ran({ name: 'Failing' }, 3);
  await world.rows(`update scheduled_exports set columns = '{gone}' where id = $1`, [failing]);
  await runNow(delivered);
  await runNow(failing);
});

const list = async (query: string) => (await call(world.owner, 'GET', `/export-runs?${query}`)).body;
const latest = async (id: string) => (await list(`scheduled_export_id=${id}&limit=1`)).data[0];

describe('the list of runs', () => {
  it('has the newest occurrence first, in pages of any size', async () => {
    const whole = (await list('limit=200')).data.map(({ id }: { id: string }) => id);
    expect(whole).toHaveLength(9);
    for (const limit of [1, 3, 9]) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await list(`limit=${limit}${cursor && `&cursor=${cursor}`}`);
        seen.push(...page.data.map(({ id }: { id: string }) => id));
        cursor = page.next_cursor ?? '';
      } while (cursor);
      expect(seen).toEqual(whole);
    }
  });

  it('takes the filters of schedule and status', async () => {
    expect((await list(`scheduled_export_id=${delivered}`)).data).toHaveLength(5);
    expect((await list('status=skipped')).data).toHaveLength(7);
    expect((await list(`scheduled_export_id=${failing}&status=failed`)).data).toMatchObject([
      { name: 'Failing', error_code: 'column_missing' },
    ]);
  });

  it.each([
    ['status=done', ['status']],
    ['scheduled_export_id=x', ['scheduled_export_id']],
    ['limit=1000', ['limit']],
    ['cursor=x', ['cursor']],
    [
      `cursor=${Buffer.from(JSON.stringify(['created_at', '2026-01-01', 'de300000-0000-4000-8000-000000000001'])).toString('base64url')}`,
      ['cursor'],
    ],
    ['sort=x', ['sort']],
  ])('refuses %s', async (query, expected) => {
    const answer = await call(world.owner, 'GET', `/export-runs?${query}`);
    expect([answer.status, paths(answer)]).toEqual([400, expected]);
  });
});

describe('a run', () => {
  it('tells what was made and where it went', async () => {
    const run = await latest(delivered);
    expect((await call(world.viewer, 'GET', `/export-runs/${run.id}`)).body).toEqual({ ...run, actions: [] });
    expect(run).toMatchObject({
      ...{
        scheduled_export_id: delivered,
        name: 'Größe & „Maß“',
        status: 'succeeded',
        trigger: 'schedule',
        attempt: 1,
      },
      late_seconds: expect.any(Number),
      file: {
        name: expect.stringMatching(/^größe-maß_.*\.csv$/),
        status: 'ready',
        truncated: false,
        notes: [],
        sha256: expect.stringMatching(/^[\da-f]{64}$/),
      },
      deliveries: [{ method: 'download', status: 'sent', attempt: 1 }],
    });
    expect(JSON.stringify(run)).not.toMatch(/lease|path"|definition/);
  });

  it('stands in its schedule as the last one', async () => {
    const { body } = await call(world.owner, 'GET', `/scheduled-exports/${delivered}`);
    expect(body.last_run).toMatchObject({
      id: (await latest(delivered)).id,
      status: 'succeeded',
      deliveries_total: 1,
      deliveries_sent: 1,
    });
  });
});

describe('a download', () => {
  it('leads to the file for a minute, under its name, and is recorded', async () => {
    const run = await latest(delivered);
    const answer = await call(world.viewer, 'GET', `/export-runs/${run.id}/download`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    const file = await fetch(answer.headers.get('location') ?? '');
    expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain(run.file.name);
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(run.file.sha256);
    expect(bytes).toHaveLength(run.file.byte_size);
    const { data } = Papa.parse<Record<string, string>>(bytes.toString(), { header: true, skipEmptyLines: true });
    expect(data).toHaveLength(run.file.row_count);
    expect(new Set(data.map(({ Region }) => Region))).toEqual(new Set(['US']));
    const rows = await world.rows(
      `select actor_id, actor_label from audit_log where action = 'download' and organization_id = $1`,
      [world.organization],
    );
    expect(rows).toEqual([{ actor_id: world.viewer.id, actor_label: world.viewer.email }]);
  });

  it('of a run that made no file is not there', async () => {
    expect((await call(world.owner, 'GET', `/export-runs/${(await latest(failing)).id}/download`)).status).toBe(404);
  });

  it('of a file that Storage has lost says that it is gone', async () => {
    const id = await ran({ delivery_method: 'download', email: undefined }, 0);
    await runNow(id);
    const run = await latest(id);
    await world.rows(`delete from storage.objects where name like '%' || $1 || '%'`, [run.id]);
    const answer = await call(world.owner, 'GET', `/export-runs/${run.id}/download`);
    expect([answer.status, answer.body.code]).toEqual([410, 'gone']);
  });

  it('after its retention is gone; the record stays', async () => {
    const run = await latest(delivered);
    await world.rows(`update export_files set expires_at = now() - interval '1 second' where run_id = $1`, [run.id]);
    await tick();
    const answer = await call(world.owner, 'GET', `/export-runs/${run.id}/download`);
    expect([answer.status, answer.body.code]).toEqual([410, 'gone']);
    expect((await latest(delivered)).file).toMatchObject({ status: 'removed', sha256: run.file.sha256 });
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { actAs, api } from './connections.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const { database } = world;

beforeAll(async () => {
  await database.query('select compliance.generate($1, 2000)', [world.organization]);
  await database.query('select compliance.generate($1, 50)', [world.stranger.home]);
}, 60_000);

interface Report {
  report_type: string;
  title: string;
  description: string;
  columns: { name: string; label: string; description: string; type: string; category: string }[];
}

describe('the catalogue', () => {
  test('lists the reports by title, with their descriptions', async () => {
    const { data } = await world.viewer.client.rpc('report_catalog');
    const found = (data as Report[]).map(({ report_type, title, description }) => [report_type, title, description]);
    expect(found).toEqual([
      ['compliance_summary', 'Compliance summary', expect.stringMatching(/^Outcomes, pass rate/)],
      ['control_assessments', 'Control assessments', expect.stringMatching(/^Every assessment/)],
      ['open_findings', 'Open findings', expect.stringMatching(/^What is still to be mended/)],
    ]);
  });

  test('describes the columns in order, without the tenant', async () => {
    const { data } = await world.viewer.client.rpc('report_catalog');
    const summary = (data as Report[])[0];
    expect(summary?.columns.map(({ name }) => name)).toEqual([
      'region',
      'framework',
      'control_family',
      'month',
      'assessments',
      'passed',
      'failed',
      'needs_review',
      'not_applicable',
      'pass_rate',
      'open_findings',
      'last_assessed_on',
    ]);
    expect(summary?.columns[3]).toEqual({
      name: 'month',
      label: 'Month',
      description: 'First day of the month of the assessments.',
      type: 'date',
      category: 'D',
    });
  });

  test('is not there for the anonymous', async () => {
    expect((await api('anonymous').rpc('report_catalog')).error?.code).toBe('42501');
  });

  const body = 'select a.organization_id, a.region from compliance.assessments a';
  test.each([
    ['a proper view', `create view reports.probe with (security_invoker = true) as ${body}`, true],
    ['a view that would show every tenant', `create view reports.probe as ${body}`, false],
    [
      'a view whose invoker security is switched off',
      `create view reports.probe with (security_invoker = false) as ${body}`,
      false,
    ],
    [
      'a view without a tenant',
      'create view reports.probe with (security_invoker = true) as select region from compliance.assessments',
      false,
    ],
    [
      'a view that the caller may not select',
      `create view reports.probe with (security_invoker = true) as ${body}; revoke select on reports.probe from authenticated`,
      false,
    ],
    ['a table', 'create table reports.probe (organization_id uuid)', false],
  ])('%s: listed %s', async (_what, statement, listed) => {
    const client = await database.connect();
    await client.query('begin');
    await client.query(statement);
    await actAs(client, world.viewer.id);
    const { rows } = await client.query(`select title from public.report_catalog() where report_type = 'probe'`);
    await client.query('rollback');
    expect(rows).toEqual(listed ? [{ title: 'Probe' }] : []);
  });
});

describe.each(['compliance_summary', 'control_assessments', 'open_findings'])('the report %s', (report) => {
  const seenBy = async (userId: string) => {
    const client = await database.connect();
    await client.query('begin read only');
    await actAs(client, userId);
    const { rows } = await client.query<{ id: string; rows: number }>(
      `select organization_id as id, count(*)::int as rows from reports.${report} group by 1`,
    );
    await client.query('rollback');
    return rows;
  };

  test('shows members their own organisation, all of it and nothing else', async () => {
    const all = `select count(*)::int from reports.${report} where organization_id = $1`;
    const expected = await database.value<number>(all, [world.organization]);
    expect(expected).toBeGreaterThan(10);
    expect(await seenBy(world.viewer.id)).toEqual([{ id: world.organization, rows: expected }]);
    const homes = (await seenBy(world.stranger.id)).map(({ id }) => id);
    expect(homes.filter((id) => id !== world.stranger.home)).toEqual([]);
  });

  test('shows nothing to the anonymous', async () => {
    const client = await database.connect();
    await client.query('begin');
    await client.query('set local role anon');
    await expect(client.query(`select 1 from reports.${report}`)).rejects.toMatchObject({ code: '42501' });
    await client.query('rollback');
  });
});

test.each(['controls', 'assessments', 'findings'])('members see their own %s alone', async (table) => {
  const client = await database.connect();
  await client.query('begin');
  await actAs(client, world.viewer.id);
  const { rows } = await client.query(`select distinct organization_id as id from compliance.${table}`);
  await client.query('rollback');
  expect(rows).toEqual([{ id: world.organization }]);
});

describe('the demo data', () => {
  const one = <T>(sql: string) => database.value<T>(sql, [world.organization]);
  const mine = 'from compliance.assessments where organization_id = $1';

  test('are as many assessments as asked, over the last 18 months and none in the future', async () => {
    expect(await one(`select count(*)::int ${mine}`)).toBe(2000);
    expect(await one(`select count(distinct date_trunc('month', assessed_on))::int ${mine}`)).toBe(18);
    expect(await one(`select max(assessed_on) <= current_date and max(recorded_at) <= now() ${mine}`)).toBe(true);
  });

  test('hold what breaks careless CSV: formulas, quotes, commas, line breaks, umlauts', async () => {
    for (const pattern of ['^=', '^\\+', '^-', '^@', '"', ',', '\n', 'ü']) {
      expect(
        await database.value(`select count(*)::int ${mine} and evidence ~ $2`, [world.organization, pattern]),
      ).toBeGreaterThan(0);
    }
  });

  test('are the same when made again, and replace what was there', async () => {
    const print = `select md5(string_agg(a::text, '|' order by id)) from
      (select id, control_id, region, assessed_on, status, score, assessor, evidence ${mine}) a`;
    const before = await one<string>(print);
    await one('select compliance.generate($1, 10)');
    expect(await one(`select count(*)::int ${mine}`)).toBe(10);
    await one('select compliance.generate($1, 2000)');
    expect(await one<string>(print)).toBe(before);
  });

  test('are made by the service alone', async () => {
    const client = await database.connect();
    await client.query('begin');
    await actAs(client, world.owner.id);
    const call = client.query('select compliance.generate($1)', [world.organization]);
    await expect(call).rejects.toMatchObject({ code: '42501' });
    await client.query('rollback');
  });
});

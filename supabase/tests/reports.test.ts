import { beforeAll, describe, expect, test } from 'vitest';
import { actAs, api } from './connections.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const { database } = world;

beforeAll(async () => {
  await database.query('select compliance.generate($1, 2000)', [world.organization]);
  await database.query('select compliance.generate($1, 50)', [world.stranger.home]);
});

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
    const titles = found.map(([, title]) => title);
    expect(titles).toEqual([...titles].sort());
    const demo = found.filter(([name]) =>
      /^(compliance_summary|control_assessments|open_findings)$/.test(String(name)),
    );
    expect(demo).toEqual([
      ['compliance_summary', 'Compliance summary', expect.stringMatching(/^Outcomes, pass rate/)],
      ['control_assessments', 'Control assessments', expect.stringMatching(/^Every assessment/)],
      ['open_findings', 'Open findings', expect.stringMatching(/^What is still to be mended/)],
    ]);
  });

  test('describes the columns in order, without the tenant', async () => {
    const { data } = await world.viewer.client.rpc('report_catalog');
    const summary = (data as Report[]).find(({ report_type }) => report_type === 'compliance_summary');
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
  const view = (source: string, options = 'with (security_invoker = true)') =>
    `create view reports.probe ${options} as ${source}`;

  /** What the catalogue and the log say of `reports.probe` once this is run, which is then undone. */
  async function probe(statement: string) {
    const client = await database.connect();
    await client.query('begin');
    await client.query(statement);
    const refused = await client.query(`select reason from private.refused_reports() where name like 'probe%'`);
    await actAs(client, world.viewer.id);
    const listed = await client.query(`select title, columns from public.report_catalog() where report_type = 'probe'`);
    await client.query('rollback');
    return { listed: listed.rows as Report[], refused: refused.rows.map(({ reason }) => String(reason)) };
  }

  test('lists a proper view, also one that reads others or a table of no tenant', async () => {
    const nested = `create view compliance.inner_probe with (security_invoker = true) as ${body};
      create table compliance.probe_lookup (region text, name text); grant select on compliance.probe_lookup to authenticated;
      grant select on compliance.inner_probe to authenticated;`;
    const join =
      'select organization_id, region from compliance.inner_probe left join compliance.probe_lookup using (region)';
    for (const statement of [view(body), `${nested} ${view(join)}`]) {
      const { listed, refused } = await probe(statement);
      expect([listed.map(({ title }) => title), refused]).toEqual([['Probe'], []]);
    }
  });

  test.each([
    ['a view that would show every tenant', view(body, ''), /^It is not security_invoker/],
    [
      'one whose invoker security is switched off',
      view(body, 'with (security_invoker = false)'),
      /^It is not security_invoker/,
    ],
    [
      'a view without a tenant',
      view('select region from compliance.assessments'),
      /no column organization_id of type uuid/,
    ],
    [
      'a tenant of another type',
      view('select organization_id::text, region from compliance.assessments'),
      /of type uuid/,
    ],
    ['a table', 'create table reports.probe (organization_id uuid)', /^It is a table/],
    ['a materialized view', `create materialized view reports.probe as ${body}`, /^It is a materialized view/],
    ['an odd name', `create view reports."probe 2" with (security_invoker = true) as ${body}`, /^Its name must be/],
    [
      'a view over one that would show every tenant',
      `create view compliance.open_probe as ${body}; ${view('select * from compliance.open_probe')}`,
      /^It reads the view compliance\.open_probe, which is not security_invoker/,
    ],
    [
      'a view over a materialized view',
      `create materialized view compliance.old_probe as ${body}; ${view('select * from compliance.old_probe')}`,
      /^It reads the materialized view compliance\.old_probe/,
    ],
    [
      'a view over a table of tenants without row-level security',
      `create table compliance.bare_probe (organization_id uuid); ${view('select * from compliance.bare_probe')}`,
      /^It reads compliance\.bare_probe, which has no row-level security/,
    ],
  ])('refuses %s, and says why', async (_what, statement, reason) => {
    const { listed, refused } = await probe(statement);
    expect(listed).toEqual([]);
    expect(refused).toEqual([expect.stringMatching(reason)]);
  });

  test('leaves out what the caller may not select: the view, or a column of it', async () => {
    const revoke = 'revoke select on reports.probe from authenticated';
    const grant = (columns: string) => `grant select (${columns}) on reports.probe to authenticated`;
    const wide = view(body.replace('a.region', 'a.region, a.evidence'));
    expect((await probe(`${wide}; ${revoke}`)).listed).toEqual([]);
    expect((await probe(`${wide}; ${revoke}; ${grant('region')}`)).listed).toEqual([]);
    const { listed } = await probe(`${wide}; ${revoke}; ${grant('organization_id, region')}`);
    expect(listed[0]?.columns.map(({ name }) => name)).toEqual(['region']);
  });

  test('knows the type behind a domain, the items of an array and the labels of an enum', async () => {
    const columns = `'A'::compliance.probe_short as code, 'sad'::compliance.probe_mood as mood, array[1.5] as numbers,
      array['sad']::compliance.probe_mood[] as moods`;
    const { listed } = await probe(`
      create type compliance.probe_mood as enum ('sad', 'happy');
      create domain compliance.probe_code as varchar(9); create domain compliance.probe_short as compliance.probe_code;
      ${view(body.replace('a.region', columns))}`);
    const column = (name: string) => listed[0]?.columns.find((each) => each.name === name);
    expect(column('code')).toMatchObject({ type: 'character varying', category: 'S' });
    expect(column('mood')).toMatchObject({ category: 'E', labels: ['sad', 'happy'] });
    expect(column('numbers')).toMatchObject({ category: 'A', element: { type: 'numeric', category: 'N' } });
    expect(column('moods')).toMatchObject({ element: { category: 'E' }, labels: ['sad', 'happy'] });
  });

  test('makes do with blank comments', async () => {
    const { listed } = await probe(`${view(body)}; comment on view reports.probe is E' \n\n More of it. ';
      comment on column reports.probe.region is E'\nWhere.'`);
    expect(listed[0]).toMatchObject({ title: 'Probe', columns: [{ label: 'Region', description: 'Where.' }] });
  });

  test('calls a report what files and mails call it, with a comment or without', async () => {
    const rows = await database.query(
      `select private.report_title('reports.compliance_summary'::regclass) as named, private.report_title(0) as missing`,
    );
    expect(rows).toEqual([{ named: 'Compliance summary', missing: null }]);
    const client = await database.connect();
    await client.query('begin');
    await client.query(view(body));
    const bare = await client.query(`select private.report_title('reports.probe'::regclass) as title`);
    await client.query('rollback');
    expect(bare.rows).toEqual([{ title: 'Probe' }]);
  });

  test('reads comments whose lines end as on Windows', async () => {
    const { listed } =
      await probe(`${view(body)}; comment on view reports.probe is E'Windows\r\nMore.\r\n\r\nOf it.\r\n';
      comment on column reports.probe.region is E'Area\r\nWhere.\r\n'`);
    const { title, columns } = listed[0] as Report;
    expect([title, columns[0]?.label, columns[0]?.description]).toEqual(['Windows', 'Area', 'Where.']);
    const blank = await probe(`${view(body)}; comment on view reports.probe is E'\r\n'`);
    expect(blank.listed[0]?.title).toBe('Probe');
  });

  test('does not tell users why a view is refused', async () => {
    const client = await database.connect();
    await client.query('begin');
    await actAs(client, world.owner.id);
    await expect(client.query('select * from private.refused_reports()')).rejects.toMatchObject({ code: '42501' });
    await client.query('rollback');
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

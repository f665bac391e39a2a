import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, paths, useApi } from '#test/api-world';
import type { Person } from '#test/people';

const world = useApi();

const preview = (who: Person, report: string, body: object = {}) =>
  call(who, 'POST', `/reports/${report}/preview`, { body: { organization_id: world.organization, ...body } });

beforeAll(async () => {
  await world.rows(`
    create schema probes; grant usage on schema probes to authenticated;
    create table probes.numbers (organization_id uuid, n integer, big bigint, exact numeric, single real, yes boolean, at timestamptz,
      wall timestamp, tags text[], doc jsonb, long text);
    alter table probes.numbers enable row level security;
    grant select on probes.numbers to authenticated;
    create policy "Visible to members" on probes.numbers for select to authenticated
      using (organization_id = any (array(select private.organization_ids('viewer'))));
    insert into probes.numbers values
      ('${world.organization}', 1, 9007199254740993, 0.1, 'NaN', true, '2027-03-01T09:00:00+01', '2027-03-01 09:00', '{a}', '{"k": 1}', repeat('x', 2000)),
      ('${world.organization}', 2, 5, 12345678901234567890.5, 1.5, null, null, null, null, null, null);
    create view reports.probe_numbers with (security_invoker = true) as select * from probes.numbers;
    create view reports.probe_many with (security_invoker = true) as
      select o.id as organization_id, n from public.organizations o, generate_series(1, 120) n;
    create view reports.probe_endless with (security_invoker = true) as
      select o.id as organization_id, (a - 1) * 300 + b as n
      from public.organizations o, generate_series(1, 300) a, lateral generate_series(1, 300 + 0 * a) b
      where (a - 1) * 300 + b < 60001 or pg_sleep(1) is not null;
    create view reports.probe_slow with (security_invoker = true) as
      select o.id as organization_id, 1 as n from public.organizations o where pg_sleep(60) is not null;
    create view reports.probe_broken with (security_invoker = true) as
      select o.id as organization_id, 1 / (length(o.name) * 0) as n from public.organizations o;
    create view reports.probe_many_in_one with (security_invoker = true) as
      select o.id as organization_id, (select n from generate_series(1, 2) n) as n from public.organizations o;
    create view reports.probe_names with (security_invoker = true) as
      select o.id as organization_id, 1 as shown, 2 as report, 3 as "and", 'ab'::char(5) as code, array['c']::char(5)[] as codes
      from public.organizations o`);
});
afterAll(async () => {
  for (const view of ['numbers', 'many', 'endless', 'slow', 'broken', 'many_in_one', 'names'])
    await world.rows(`drop view reports.probe_${view}`);
  await world.rows('drop schema probes cascade');
});

describe('a preview', () => {
  it('shows the first 50 rows of the caller’s organisation, and how many there are', async () => {
    const { status, body } = await preview(world.viewer, 'control_assessments', { sort: [{ column: 'assessed_on' }] });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      row_count: 200,
      row_count_is_exact: true,
      truncated: false,
      timezone: 'UTC',
      period: null,
    });
    expect(body.rows).toHaveLength(50);
    const days = body.rows.map((row: { assessed_on: string }) => row.assessed_on);
    expect(days).toEqual(days.toSorted());
    expect(body.rows[0]).not.toHaveProperty('organization_id');
    const other = await call(world.stranger, 'POST', '/reports/control_assessments/preview', { body: {} });
    expect(other.body).toMatchObject({ rows: [], row_count: 0, row_count_is_exact: true });
    expect((await preview(world.stranger, 'control_assessments')).status).toBe(404);
  });

  it('takes filters, columns, order and limit, and says when the limit leaves rows out', async () => {
    const { body } = await preview(world.editor, 'probe_many', {
      ...{ filters: { n: { gt: 20 } }, columns: ['n'], sort: [{ column: 'n', direction: 'desc' }], row_limit: 3 },
    });
    expect(body).toMatchObject({ row_count: 3, row_count_is_exact: true, truncated: true });
    expect(body.rows).toEqual([{ n: 120 }, { n: 119 }, { n: 118 }]);
    const limits = await Promise.all(
      [49, 50, 51, 119, 120, 121].map(async (row_limit) => {
        const { row_count, rows, truncated } = (await preview(world.editor, 'probe_many', { row_limit })).body;
        return [row_count, rows.length, truncated];
      }),
    );
    expect(limits).toEqual([
      ...[
        [49, 49, true],
        [50, 50, true],
        [51, 50, true],
        [119, 50, true],
        [120, 50, false],
        [120, 50, false],
      ],
    ]);
  });

  it('keeps JSON’s types, and the digits that JSON would lose', async () => {
    const { body } = await preview(world.viewer, 'probe_numbers', { sort: [{ column: 'n' }] });
    expect(body.rows).toEqual([
      {
        ...{ n: 1, big: '9007199254740993', exact: 0.1, single: 'NaN', yes: true, at: '2027-03-01T08:00:00+00:00' },
        ...{ wall: '2027-03-01T09:00:00', tags: ['a'], doc: { k: 1 }, long: `${'x'.repeat(500)}…` },
      },
      {
        ...{ n: 2, big: 5, exact: '12345678901234567890.5', single: 1.5, yes: null, at: null, wall: null },
        ...{ tags: null, doc: null, long: null },
      },
    ]);
  });

  it('takes columns by any name, and fills no code up with spaces', async () => {
    const { body } = await preview(world.viewer, 'probe_names', { filters: { and: 3, code: 'ab', codes: ['c'] } });
    expect(body.rows).toEqual([{ shown: 1, report: 2, and: 3, code: 'ab', codes: ['c'] }]);
  });

  it('passes no filter over in silence', async () => {
    const raw = `{"organization_id": "${world.organization}", "filters": {"__proto__": "x"}}`;
    const answer = await call(world.viewer, 'POST', '/reports/probe_many/preview', { raw });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(answer.body.detail).toContain('__proto__');
  });

  it('reads periods as of an occurrence in the zone, and weeks as the organisation has them', async () => {
    const body = {
      ...{
        filters: { wall: { period: 'yesterday' } },
        timezone: 'America/New_York',
        as_of: '2027-03-02T09:00:00-05:00',
      },
    };
    const answer = await preview(world.viewer, 'probe_numbers', body);
    expect(answer.body).toMatchObject({
      row_count: 1,
      as_of: '2027-03-02T14:00:00.000Z',
      period: { start: '2027-03-01T05:00:00.000Z', end: '2027-03-02T05:00:00.000Z' },
    });
    const week = async () =>
      (
        await preview(world.viewer, 'probe_numbers', {
          ...body,
          timezone: 'UTC',
          filters: { at: { period: 'this_week' } },
        })
      ).body;
    expect((await week()).period.start).toBe('2027-03-01T00:00:00.000Z');
    await world.rows('update organizations set week_starts_on = 7 where id = $1', [world.organization]);
    expect((await week()).period.start).toBe('2027-02-28T00:00:00.000Z');
    await world.rows('update organizations set week_starts_on = 1 where id = $1', [world.organization]);
  });

  it('says that there are more, where counting them would take too long', async () => {
    const { body } = await preview(world.viewer, 'probe_endless');
    expect(body).toMatchObject({ row_count: 50_000, row_count_is_exact: false });
    expect(body.rows).toHaveLength(50);
  });

  it.each([
    ['probe_slow', /took longer than 10 seconds\. Shorten the period/],
    ['probe_many_in_one', /could not be read\. Ask whoever keeps the report/],
    ['probe_broken', /could not be read\. Ask whoever keeps the report/],
  ])(
    'of %s answers 422 with what to do',
    async (report, sentence) => {
      const answer = await preview(world.viewer, report);
      expect([answer.status, answer.body.code]).toEqual([422, 'report_unreadable']);
      expect(answer.body.detail).toMatch(sentence);
    },
    30_000,
  );

  it.each([
    [{ filters: { nope: 1, n: 'x' }, columns: ['n', 'n'] }, ['columns.1', 'filters.n', 'filters.nope']],
    [{ filters: { organization_id: '7d8f0c1e-0000-4000-8000-000000000001' } }, ['filters.organization_id']],
    [{ as_of: 'now' }, ['as_of']],
    [{ as_of: '0000-01-01T00:00:00Z' }, ['as_of']],
    [{ timezone: 'Mars/Base' }, ['timezone']],
    [{ row_limit: 0, hello: 1 }, ['hello', 'row_limit']],
  ])('refuses %j', async (body, expected) => {
    const answer = await preview(world.viewer, 'probe_many', body);
    expect([answer.status, paths(answer)]).toEqual([400, expected]);
  });
});

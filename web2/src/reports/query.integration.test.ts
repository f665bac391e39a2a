import fc from 'fast-check';
import Papa from 'papaparse';
import { to as copyTo } from 'pg-copy-streams';
import { beforeEach, describe, expect, it } from 'vitest';
import { encoded, writerOf } from '#test/format-job';
import { signUp } from '#test/people';
import { useWorld } from '#test/worker-world';
import { toReport } from './catalogue';
import { parseFilters } from './filters';
import { chooseColumns, chooseSort, type ReportQuery, reportSql, truncatedSql } from './query';
import { readAsMember } from './read-as-member';
import type { Report } from './schema';

const world = useWorld();

/** Text that tries to be more than a value. */
const SNEAKY = [
  ...[
    "'",
    "''",
    '"',
    '\\',
    "\\'",
    "E'\\'",
    '$$',
    '$1',
    '--',
    '/*',
    '*/',
    ';',
    '%',
    '_',
    '\n',
    '\r',
    '\u0001',
    '🙂',
    'ﬀ',
  ],
  ...["' or '1'='1", "'; drop table testing.items; --", "\\'; select pg_sleep(9); --", '{"a":1}', ')', 'null'],
];
const sneaky = fc
  .array(fc.oneof(fc.constantFrom(...SNEAKY), fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 5 })
  .map((parts) => parts.join('').replaceAll('\0', ''));

async function asOwner<T>(
  work: (query: (sql: string) => Promise<Record<string, unknown>[]>) => Promise<T>,
): Promise<T> {
  const reader = { userId: world.owner.id, organizationId: world.organization, roles: ['owner'], timeoutMs: 20_000 };
  return world.database.session((client) =>
    readAsMember(client, reader, () => work(async (sql) => (await client.query(sql)).rows)),
  );
}

async function reportOf(name: string): Promise<Report> {
  return toReport(await world.row('select * from public.report_catalog() where report_type = $1', [name]));
}

async function queryOf(
  report: Report,
  filters: Record<string, unknown>,
  names: string[] | null = null,
): Promise<ReportQuery> {
  return {
    reportType: report.report_type,
    organizationId: world.organization,
    columns: chooseColumns(report.columns, names),
    conditions: parseFilters(report.columns, filters),
    sort: chooseSort(
      report.columns,
      report.columns.slice(0, 1).map(({ name }) => ({ column: name, direction: 'asc' as const })),
    ),
    rowLimit: null,
  };
}

describe('values in a report’s query', () => {
  let items: Report;
  beforeEach(async () => {
    items = await reportOf('items');
    const stranger = await signUp(world.pool, 'Stranger');
    await world.items(
      SNEAKY.map((name) => ({ name, tags: [name] })),
      stranger.home,
    );
  });

  it('stay values, whatever they hold: each filter finds just the rows that it says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(sneaky, { minLength: 2, maxLength: 5 }), async (names) => {
        await world.items(names.map((name) => ({ name, tags: [name, 'x'] })));
        const [wanted = '', ...others] = names;
        const found =
          (filters: Record<string, unknown>) => async (query: (sql: string) => Promise<Record<string, unknown>[]>) =>
            (await query(reportSql(await queryOf(items, filters, ['name'])))).map(({ name }) => name);
        await asOwner(async (query) => {
          expect(await found({ name: wanted })(query)).toEqual([wanted]);
          expect(await found({ name: others })(query)).toEqual(others);
          expect(await found({ name: { neq: wanted } })(query)).toEqual(others);
          expect(await found({ tags: wanted })(query)).toEqual([wanted]);
          expect(await found({ name: { contains: wanted } })(query)).toContain(wanted);
          expect(await query(truncatedSql({ ...(await queryOf(items, { name: wanted })), rowLimit: 1 }))).toEqual([
            { truncated: false },
          ]);
        });
      }),
      { numRuns: 60 },
    );
    expect(await world.row('select count(*)::int > 0 as there from testing.items')).toEqual({ there: true });
  });

  it('of other types compare as their type', async () => {
    await world.items([
      {
        amount: '9007199254740993',
        active: true,
        day: '2026-03-01',
        at: '2026-03-01T23:30:00Z',
        key: world.organization,
      },
      { amount: '-0.1', active: false, day: '2026-03-02', at: '2026-03-02T00:00:00Z', key: world.owner.id },
      {},
    ]);
    const period = { period: 'yesterday', start: '2026-03-01T23:00:00.000Z', end: '2026-03-02T00:00:00.000Z' };
    const days = {
      ...{ start_date: '2026-03-01', end_date: '2026-03-02' },
      ...{ start_local: '2026-03-02T00:00:00', end_local: '2026-03-02T01:00:00' },
    };
    const cases: [Record<string, unknown>, number[]][] = [
      [{ amount: '9007199254740993' }, [1]],
      [{ amount: { lt: 0 } }, [2]],
      [{ amount: { neq: '-0.1' } }, [1, 3]],
      [{ amount: [-0.1, 1] }, [2]],
      [{ active: false }, [2]],
      [{ day: { gt: '2026-03-01' } }, [2]],
      [{ day: { is_null: true } }, [3]],
      [{ at: { gte: '2026-03-02T01:00:00+01:00' } }, [2]],
      [{ at: { ...period, ...days } }, [1]],
      [{ day: { ...period, ...days } }, [1]],
      [{ key: world.organization.toUpperCase() }, [1]],
      [{ extra: { is_null: false } }, []],
    ];
    await asOwner(async (query) => {
      for (const [filters, ids] of cases) {
        const rows = await query(reportSql(await queryOf(items, filters, ['id'])));
        expect([filters, rows.map(({ id }) => id)]).toEqual([filters, ids]);
      }
    });
  });
});

describe('names in a report’s query', () => {
  const NAMES = ['a"b', 'select', 'x; drop table testing.items; --', "it's", 'Ünï 東京', '$1', '%', 'a\\b'];
  const VIEW = 'odd_names';
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

  it.each<'csv' | 'json'>(['csv', 'json'])('stay names, however they are written: %s', async (kind) => {
    const list = NAMES.map((name) => `i.name as ${quoted(name)}`).join(', ');
    await world.rows(
      `create view reports.${quoted(VIEW)} with (security_invoker = true) as select i.organization_id, ${list} from testing.items i`,
    );
    try {
      const report = await reportOf(VIEW);
      expect(report.columns.map(({ name }) => name)).toEqual(NAMES);
      const query = await queryOf(report, Object.fromEntries(NAMES.map((name) => [name, 'Ana'])));
      const reader = {
        userId: world.owner.id,
        organizationId: world.organization,
        roles: ['owner'],
        timeoutMs: 20_000,
      };
      const writer = writerOf(kind, query.columns);
      const file = await world.database.session((client) =>
        readAsMember(client, reader, () => encoded(writer, client.query(copyTo(writer.copySql(reportSql(query)))))),
      );
      const whole = String(file);
      const row = Object.fromEntries(NAMES.map((name) => [name, 'Ana']));
      if (kind === 'json') expect(JSON.parse(whole)).toEqual([row]);
      else
        expect(Papa.parse(whole.trimEnd()).data).toEqual([
          report.columns.map(({ label }) => label),
          NAMES.map(() => 'Ana'),
        ]);
    } finally {
      await world.rows(`drop view reports.${quoted(VIEW)}`);
    }
  });
});

describe('reading as a member', () => {
  it('is refused without the role, and cannot write or see more', async () => {
    const stranger = await signUp(world.pool, 'Stranger');
    const as = (userId: string, sql: string) =>
      world.database.session((client) =>
        readAsMember(
          client,
          { userId, organizationId: world.organization, roles: ['owner'], timeoutMs: 5000 },
          async () => (await client.query(sql)).rows,
        ),
      );
    await expect(as(stranger.id, 'select 1')).rejects.toMatchObject({ code: 'owner_lost_access' });
    await expect(as(world.owner.id, 'delete from testing.items')).rejects.toThrow(/permission denied|read-only/);
    await expect(as(world.owner.id, 'select * from auth.users')).rejects.toThrow('permission denied');
    expect(await as(world.owner.id, 'select auth.uid() as id, current_user as role')).toEqual([
      { id: world.owner.id, role: 'authenticated' },
    ]);
    expect(await as(world.owner.id, 'select distinct organization_id as id from reports.items')).toEqual([
      { id: world.organization },
    ]);
  });

  it('leaves nothing of the member behind on the connection', async () => {
    await asOwner(async (query) => query('select 1'));
    const rows = await world.database.session(
      async (client) =>
        (
          await client.query(
            `select current_user as role, current_setting('request.jwt.claims', true) as claims, current_setting('statement_timeout') as timeout`,
          )
        ).rows,
    );
    expect(rows).toEqual([{ role: 'postgres', claims: '', timeout: '0' }]);
  });
});

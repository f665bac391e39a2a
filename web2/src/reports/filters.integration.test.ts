import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useWorld } from '#test/worker-world';
import { toReport } from './catalogue';
import { parseFilters } from './filters';
import { OPERATORS_OF, type Operator } from './operators';
import { chooseSort, reportSql } from './query';
import { readAsMember } from './read-as-member';
import type { Report, ReportColumn } from './schema';
import { valueType } from './values';

const world = useWorld();
let report: Report;

/** A view with a column of every type, and nothing else: the catalogue finds out the rest. */
const TYPES = {
  words: 'text',
  short: 'varchar(20)',
  padded: 'char(5)',
  loud: 'testing.shout',
  mood: 'testing.mood',
  temper: 'testing.temper',
  tiny: 'smallint',
  whole: 'integer',
  big: 'bigint',
  exact: 'numeric',
  single: 'real',
  twice: 'double precision',
  yes: 'boolean',
  day: 'date',
  at: 'timestamptz',
  wall: 'timestamp',
  key: 'uuid',
  tags: 'text[]',
  moods: 'testing.mood[]',
  tempers: 'testing.temper[]',
  numbers: 'integer[]',
  days: 'date[]',
  price: 'money',
  span: 'interval',
  doc: 'json',
};

beforeAll(async () => {
  const columns = Object.entries(TYPES).map(([name, type]) => `${name} ${type}`);
  await world.rows(`
    create type testing.mood as enum ('sad', 'it''s ok', 'happy');
    create domain testing.temper as testing.mood;
    create domain testing.shout as text check (value = upper(value));
    create table testing.every_type (organization_id uuid not null, id integer, ${columns.join(', ')});
    alter table testing.every_type enable row level security;
    grant select on testing.every_type to authenticated;
    create policy "Visible to members" on testing.every_type for select to authenticated
      using (organization_id = any (array(select private.organization_ids('viewer'))));
    create view reports.every_type with (security_invoker = true) as select * from testing.every_type;
    insert into testing.every_type values
      ('${world.organization}', 1, 'a', 'b', 'c', 'D', 'sad', 'sad', 1, 2, 3, 4.5, 0.1, 0.1, true, '2027-03-01', '2027-03-01T09:00:00Z',
        '2027-03-01T09:00:00', '${world.organization}', '{a,"it''s"}', '{sad,"it''s ok"}', '{happy}', '{1,2}', '{2027-03-01}', 5, '1 hour', '{}'),
      ('${world.organization}', 2, 'A%', null, null, null, 'happy', 'happy', -1, 2147483647, 9223372036854775807, 'NaN', 'Infinity', '-Infinity', false,
        '2027-03-02', '2027-03-01T23:30:00Z', '2027-03-02T00:30:00', null, '{}', '{}', '{}', null, null, null, null, null);
    insert into testing.every_type (organization_id, id) values ('${world.organization}', 3)`);
  report = toReport(await world.row(`select * from public.report_catalog() where report_type = 'every_type'`));
});
afterAll(async () => {
  await world.rows(
    `drop view reports.every_type; drop table testing.every_type; drop domain testing.temper; drop type testing.mood; drop domain testing.shout`,
  );
});

/** The ids of the rows that filters find, as the owner, through the same SQL as an export. */
async function found(filters: Record<string, unknown>, sort = [{ column: 'id', direction: 'asc' as const }]) {
  const query = {
    ...{ reportType: report.report_type, organizationId: world.organization, rowLimit: null },
    columns: report.columns,
    conditions: parseFilters(report.columns, filters),
    sort: chooseSort(report.columns, sort),
  };
  const reader = { userId: world.owner.id, organizationId: world.organization, roles: ['owner'], timeoutMs: 20_000 };
  const rows = await world.database.session((client) =>
    readAsMember(client, reader, async () => (await client.query<{ id: number }>(reportSql(query))).rows),
  );
  return rows.map(({ id }) => id);
}

describe('the catalogue', () => {
  it('tells every type apart, through domains, and enums by their labels', () => {
    const types = Object.fromEntries(report.columns.map((column) => [column.name, column.element ?? column.type]));
    expect(types).toEqual({
      ...{
        id: 'number',
        words: 'text',
        short: 'text',
        padded: 'text',
        loud: 'text',
        mood: 'enum',
        temper: 'enum',
        tiny: 'number',
      },
      ...{ whole: 'number', big: 'number', exact: 'number', single: 'number', twice: 'number', yes: 'boolean' },
      ...{
        day: 'date',
        at: 'timestamp',
        wall: 'local_timestamp',
        key: 'uuid',
        tags: 'text',
        moods: 'enum',
        tempers: 'enum',
      },
      ...{ numbers: 'number', days: 'date', price: 'other', span: 'other', doc: 'other' },
    });
    const labels = report.columns.filter(({ values }) => values).map(({ name, values }) => [name, values]);
    expect(labels).toEqual([
      ['mood', ['sad', "it's ok", 'happy']],
      ['temper', ['sad', "it's ok", 'happy']],
      ['moods', ['sad', "it's ok", 'happy']],
      ['tempers', ['sad', "it's ok", 'happy']],
    ]);
    expect(report.columns.find(({ name }) => name === 'numbers')).toMatchObject({
      type: 'list',
      sql_type: 'integer[]',
    });
  });
});

describe('a filter', () => {
  const PERIOD = {
    ...{ period: 'today', start: '2027-03-01T23:00:00.000Z', end: '2027-03-02T23:00:00.000Z' },
    ...{ start_date: '2027-03-02', end_date: '2027-03-03' },
    ...{ start_local: '2027-03-02T00:00:00.000', end_local: '2027-03-03T00:00:00.000' },
  };

  it.each<[Record<string, unknown>, number[]]>([
    [{ words: 'a' }, [1]],
    [{ words: { contains: 'A' } }, [1, 2]],
    [{ words: { contains: '%' } }, [2]],
    [{ words: { neq: 'a' } }, [2, 3]],
    [{ words: { neq: 'a', is_null: false } }, [2]],
    [{ padded: 'c' }, [1]],
    [{ loud: 'D' }, [1]],
    [{ mood: "it's ok" }, []],
    [{ mood: { in: ['sad', 'happy'] } }, [1, 2]],
    [{ mood: { neq: 'sad' } }, [2, 3]],
    [{ temper: { neq: 'sad' } }, [2, 3]],
    [{ temper: ['sad', 'happy'] }, [1, 2]],
    [{ tempers: { contains: 'happy' } }, [1]],
    [{ tiny: { gt: 99999 } }, []],
    [{ tiny: { lt: '99999999999999999999999999' } }, [1, 2]],
    [{ whole: 2.5 }, []],
    [{ whole: { gt: 1.5, lt: '2.5' } }, [1]],
    [{ big: '9223372036854775807' }, [2]],
    [{ big: { gt: '9223372036854775806' } }, [2]],
    [{ exact: 4.5 }, [1]],
    [{ exact: { gt: 1000 } }, [2]],
    [{ single: 0.1 }, [1]],
    [{ single: { gt: 1e300 } }, [2]],
    [{ single: { gt: 1e-300 } }, [1, 2]],
    [{ twice: { lt: -1e308 } }, [2]],
    [{ twice: { gt: 5e-324 } }, [1]],
    [{ yes: false }, [2]],
    [{ yes: { neq: true } }, [2, 3]],
    [{ yes: [true, false] }, [1, 2]],
    [{ day: { gte: '2027-03-01', lt: '2027-03-02' } }, [1]],
    [{ day: { gt: '0001-01-01', lt: '9999-12-31' } }, [1, 2]],
    [{ day: PERIOD }, [2]],
    [{ at: '2027-03-01T10:00:00+01:00' }, [1]],
    [{ at: PERIOD }, [2]],
    [{ wall: '2027-03-01T09:00' }, [1]],
    [{ wall: PERIOD }, [2]],
    [{ tags: "it's" }, [1]],
    [{ tags: ['x', 'a'] }, [1]],
    [{ tags: { is_null: true } }, [3]],
    [{ moods: { contains: "it's ok" } }, [1]],
    [{ numbers: [9, 2] }, [1]],
    [{ numbers: '99999999999999999999' }, []],
    [{ numbers: 1.5 }, []],
    [{ days: '2027-03-01' }, [1]],
    [{ doc: { is_null: true } }, [2, 3]],
    [{ price: { is_null: false }, span: { is_null: false } }, [1]],
    [{}, [1, 2, 3]],
  ])('%j finds the rows that it says', async (filters, ids) => {
    expect(await found(filters)).toEqual(ids);
  });

  it('puts empty values last in either direction', async () => {
    expect(await found({}, [{ column: 'whole', direction: 'desc' } as never])).toEqual([2, 1, 3]);
    expect(await found({}, [{ column: 'whole', direction: 'asc' }])).toEqual([1, 2, 3]);
  });

  it('can order by every column that may be named, lists too', async () => {
    const sortable = report.columns.filter((column) => valueType(column) !== 'other');
    for (const { name } of sortable) expect(await found({}, [{ column: name, direction: 'asc' }])).toHaveLength(3);
  });
});

/** Any JSON that a caller may send, likely ones of the type among it, and text that tries to be more than a value. */
const sneaky = fc.constantFrom(
  ...[
    "'",
    "''",
    '\\',
    "\\'",
    "E'\\'",
    '$$',
    "'::text or true --",
    "' or '1'='1",
    '*/ ; --',
    '{1,2}',
    'NaN',
    'infinity',
    'now',
    'epoch',
  ],
  ...[
    "'; drop table testing.every_type; --",
    '0x1F',
    '1_000',
    '1e5',
    '١',
    '2027-02-30',
    '-infinity',
    'null',
    'today',
    '12:00',
  ],
);
const dateish = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString());
const anything = fc.oneof(
  ...[sneaky, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.boolean(), fc.constant(null)],
  ...[fc.double(), fc.integer(), fc.maxSafeInteger(), fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String)],
  ...[fc.uuid(), dateish, dateish.map((at) => at.slice(0, 10)), dateish.map((at) => at.slice(0, 19))],
  ...[dateish.map((at) => at.replace('Z', '+15:59')), fc.constantFrom('sad', "it's ok", 'happy')],
);

describe('fuzzed filters', () => {
  const cases = fc.record({
    name: fc.constantFrom('id', ...Object.keys(TYPES)),
    operator: fc.constantFrom<Operator | 'none'>(
      'none',
      'eq',
      'neq',
      'in',
      'gt',
      'gte',
      'lt',
      'lte',
      'contains',
      'is_null',
    ),
    value: anything,
    values: fc.array(anything, { maxLength: 4 }),
  });
  const columnOf = (name: string) => report.columns.find((column) => column.name === name) as ReportColumn;

  it('are refused with a path below the column, or run: PostgreSQL never sees anything but a value of the type', async () => {
    let ran = 0;
    await fc.assert(
      fc.asyncProperty(cases, async ({ name, operator, value, values }) => {
        const condition = operator === 'none' ? value : { [operator]: operator === 'in' ? values : value };
        try {
          parseFilters(report.columns, { [name]: condition });
        } catch (error) {
          const { errors } = error as { errors: { path: string; message: string }[] };
          expect(errors.every(({ path, message }) => path.startsWith(`filters.${name}`) && message.length > 10)).toBe(
            true,
          );
          return;
        }
        const ids = await found({ [name]: condition });
        ran += 1;
        // More than the rows of the organisation, or in another order, would be another statement.
        expect([[], [1], [2], [3], [1, 2], [1, 3], [2, 3], [1, 2, 3]]).toContainEqual(ids);
        if (operator !== 'none') expect(OPERATORS_OF[columnOf(name).type]).toContain(operator);
      }),
      { numRuns: 1500 },
    );
    expect(ran).toBeGreaterThan(150);
  });

  it('change nothing of the statement but its literals', () => {
    const shape = (sql: string) =>
      sql
        .replaceAll(/ *E?'(?:[^'\\]|''|\\.)*'/g, ' ?')
        .replaceAll(/\?::(bigint|numeric|real|double precision)/g, '?::number');
    fc.assert(
      fc.property(cases, cases, ({ name, operator, value }, other) => {
        const sqlOf = (raw: unknown) => {
          try {
            const conditions = parseFilters(report.columns, {
              [name]: operator === 'none' ? raw : { [operator]: raw },
            });
            return reportSql({
              reportType: 'every_type',
              organizationId: world.organization,
              columns: report.columns,
              conditions,
              sort: [],
              rowLimit: 1,
            });
          } catch {
            return undefined;
          }
        };
        const [one, two] = [sqlOf(value), sqlOf(other.value)];
        fc.pre(one !== undefined && two !== undefined && operator !== 'is_null');
        expect(shape(one ?? '')).toBe(shape(two ?? ''));
      }),
      { numRuns: 300, maxSkipsPerRun: 1000 },
    );
  });
});

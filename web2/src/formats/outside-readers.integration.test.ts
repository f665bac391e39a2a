import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance, DuckDBTimestampTZValue } from '@duckdb/node-api';
import XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { extractText } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsSql } from '#test/bench-rows';
import { factsSql, OUTSIDE_READERS } from '#test/outside-readers';
import { useWorld } from '#test/worker-world';
import { FORMAT_IDS } from './catalogue';

const world = useWorld();
// Times are read back in this zone, not in the machine's.
DuckDBTimestampTZValue.timezoneOffsetInMinutes = 0;

/** What a schedule's run makes of the report, as Storage has it. */
async function exported(values: Record<string, unknown>): Promise<Buffer> {
  const schedule = await world.schedule({ targets: JSON.stringify([{ method: 'download' }]), ...values });
  await world.tick();
  const run = await world.run(schedule);
  expect([run.status, run.error_message]).toEqual(['succeeded', null]);
  return world.file(run.id);
}

async function duckdb(bytes: Buffer, sql: string): Promise<Record<string, unknown>[]> {
  const name = path.join(tmpdir(), `report-${process.pid}.parquet`);
  await writeFile(name, bytes);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`set timezone = 'UTC'; create view report as from '${name}'`);
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}

const sheet = (bytes: Buffer, name = 'Typed') => {
  const cells = XLSX.utils.sheet_to_json<unknown[]>(XLSX.read(bytes).Sheets[name] as XLSX.WorkSheet, {
    ...{ header: 1, raw: true, defval: null },
  });
  return cells;
};

/** Text as PostgreSQL takes it: any but NUL and halves of pairs. */
const text = fc
  .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '\\N', '=1+1', 'a\tb', 'x\r\ny', '"', "'", '_x0041_', ' '))
  .map((drawn) => drawn.replaceAll('\0', ''));

// `pnpm check:readers` asks the same of a million rows.
describe('a file of few rows or none', () => {
  beforeAll(async () => {
    await world.rows(rowsSql(world.organization, 2));
  });
  afterAll(async () => {
    await world.rows('drop schema bench cascade');
  });

  const columns = 'id, customer, region, amount, score, passed, assessed_on, updated_at, reference, note'.split(', ');
  const files = FORMAT_IDS.flatMap((format) => [0, 1].map((rows) => ({ format, rows })));

  it.each(files)('$format of $rows is read by others', async ({ format, rows }) => {
    const filters = JSON.stringify({ id: { lte: rows } });
    const bytes = await exported({ report_type: 'bench', format, columns, filters, timezone: 'UTC' });
    const file = path.join(tmpdir(), `few-rows-${process.pid}.${format}`);
    await writeFile(file, bytes);
    const moment = (at: string) => `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')`;
    const facts = await world.row(`with report as (select * from bench.rows where id <= ${rows}) ${factsSql(moment)}`);
    expect(facts).toMatchObject({ rows });
    for (const [reader, read] of Object.entries(OUTSIDE_READERS[format])) {
      const found = await read(file);
      expect({ reader, ...facts }).toMatchObject({ reader, ...found });
      expect(found).toMatchObject({ rows, ids: rows });
    }
  });
});

it('is refused as a PDF when nobody would print it, with advice', async () => {
  await world.rows(`create view reports.many with (security_invoker = true) as
    select o.id as organization_id, n from public.organizations o, generate_series(1, 100001) n`);
  try {
    const schedule = await world.schedule({ report_type: 'many', format: 'pdf' });
    await world.tick();
    expect(await world.run(schedule)).toMatchObject({
      ...{ status: 'failed', error_code: 'too_many_rows_for_pdf' },
      error_message: expect.stringContaining('more than the 100,000 rows that a PDF may hold'),
    });
  } finally {
    await world.rows('drop view reports.many');
  }
});

describe('what PostgreSQL holds', () => {
  beforeAll(async () => {
    await world.rows(`create view reports.typed with (security_invoker = true) as
      select i.organization_id, i.id, i.id::smallint as small, 9007199254740993 + i.id as big, (i.id * 1.25)::numeric(12, 2) as price,
        i.amount as number, (i.id / 4.0)::real as ratio, i.id::double precision / 3 as share, (i.id * 10.5)::numeric::money as cash,
        i.active, i.day, i.at, i.at at time zone 'UTC' as wall, i.key, i.tags, array[i.id, null] as ids, i.extra,
        interval '1 day 02:03:04' as span, i.name
      from testing.items i`);
    await world.rows(`comment on view reports.typed is 'Typed'`);
  });
  afterAll(async () => {
    await world.rows('drop view reports.typed');
  });

  const ROW = {
    ...{
      name: 'Ána',
      amount: '12345678901234567890.5',
      active: true,
      day: '2026-03-02',
      at: '2026-03-02T08:30:15.25Z',
    },
    ...{ key: '8a0f2a2c-1a7e-4f5a-9d53-0d8b4f0d8d11', tags: ['a, b', 'c'], extra: JSON.stringify({ a: [1] }) },
  };

  it('stands in a workbook with its types, times in the schedule’s zone', async () => {
    await world.items([ROW, { day: '1899-12-31', at: 'infinity', amount: '0.25' }]);
    const bytes = await exported({
      ...{ report_type: 'typed', format: 'xlsx', timezone: 'Europe/Berlin' },
      ...{ sort: JSON.stringify([{ column: 'id', direction: 'asc' }]), filters: JSON.stringify({ id: { gte: 1 } }) },
    });
    const [header, first, second] = sheet(bytes);
    const byLabel = (cells: unknown[] | undefined) =>
      Object.fromEntries((header ?? []).map((label, index) => [label, cells?.[index]]));
    expect(byLabel(first)).toEqual({
      ...{ Id: 1, Small: 1, Big: '9007199254740994', Price: 1.25, Number: '12345678901234567890.5', Ratio: 0.25 },
      ...{
        Share: 1 / 3,
        Cash: '$10.50',
        Active: true,
        Day: 46083,
        At: expect.closeTo(46083 + (9.5 + 15.25 / 3600) / 24, 9),
      },
      ...{
        Wall: expect.any(Number),
        Key: ROW.key,
        Tags: 'a, b, c',
        Ids: '1, –',
        Extra: '{"a": [1]}',
        Span: '1 day 02:03:04',
      },
      Name: 'Ána',
    });
    expect(byLabel(second)).toMatchObject({
      Day: '1899-12-31',
      At: 'infinity',
      Number: 0.25,
      Name: null,
      Active: null,
    });
    expect(Object.fromEntries(sheet(bytes, 'About') as [string, string][])).toMatchObject({
      ...{ Report: 'Typed', Filters: 'Id is at least 1', Rows: '2', 'Times are in': 'Europe/Berlin' },
      'Scheduled for': expect.stringMatching(/^\d+ \w+ \d{4} at 09:00 \(Europe\/Berlin\)$/),
    });
  });

  it('stands in a Parquet file with its types', async () => {
    await world.items([ROW, { day: 'infinity', at: '-infinity', amount: '0.25' }]);
    const bytes = await exported({
      ...{ report_type: 'typed', format: 'parquet', sort: JSON.stringify([{ column: 'id', direction: 'asc' }]) },
    });
    const types = await duckdb(bytes, 'describe report');
    expect(Object.fromEntries(types.map(({ column_name, column_type }) => [column_name, column_type]))).toEqual({
      ...{
        id: 'INTEGER',
        small: 'INTEGER',
        big: 'BIGINT',
        price: 'DECIMAL(12,2)',
        number: 'DOUBLE',
        ratio: 'FLOAT',
        share: 'DOUBLE',
      },
      ...{ cash: 'DECIMAL(19,2)', active: 'BOOLEAN', day: 'DATE', at: 'TIMESTAMP WITH TIME ZONE', wall: 'TIMESTAMP' },
      ...{ key: 'VARCHAR', tags: 'JSON', ids: 'JSON', extra: 'JSON', span: 'VARCHAR', name: 'VARCHAR' },
    });
    const [first, second] = await duckdb(bytes, 'from report');
    expect(first).toEqual({
      ...{
        id: 1,
        small: 1,
        big: '9007199254740994',
        price: '1.25',
        number: Number(ROW.amount),
        ratio: 0.25,
        share: 1 / 3,
      },
      ...{
        cash: '10.50',
        active: true,
        day: '2026-03-02',
        at: '2026-03-02 08:30:15.25+00',
        wall: '2026-03-02 08:30:15.25',
      },
      ...{
        key: ROW.key,
        tags: '["a, b","c"]',
        ids: '[1,null]',
        extra: '{"a": [1]}',
        span: '1 day 02:03:04',
        name: 'Ána',
      },
    });
    expect(second).toMatchObject({ id: 2, day: null, at: null, wall: null, number: 0.25, name: null, tags: null });
  });

  it('stands on a page', async () => {
    await world.items([ROW, { at: '-infinity' }, { at: '0044-03-15 10:00:00Z BC' }]);
    const columns = ['id', 'name', 'number', 'active', 'day', 'at', 'tags', 'extra'];
    const sort = JSON.stringify([{ column: 'id', direction: 'asc' }]);
    const bytes = await exported({ report_type: 'typed', format: 'pdf', timezone: 'Europe/Berlin', columns, sort });
    const { text: pages } = await extractText(new Uint8Array(bytes), { mergePages: true });
    const page = pages.replace(/\s+/g, ' ');
    expect(page).toContain('1 Ána 12345678901234567890.5 Yes 2026-03-02 2026-03-02 09:30:15 a, b, c {"a": [1]}');
    expect(page).toMatch(/2 – – – – -infinity – –/);
    expect(page).toMatch(/3 – – – – 0044-03-15 \d\d:\d\d:\d\d BC – –/);
    expect(page).toContain('Rows: 3');
  });

  it('comes back as the same text from each, whatever it is', async () => {
    const rows = await fc.sample(fc.tuple(text, fc.option(text)), 300);
    await world.items(rows.map(([name, tag]) => ({ name, tags: tag === null ? null : [tag] })));
    const job = {
      ...{ report_type: 'typed', columns: ['id', 'name', 'tags'] },
      sort: JSON.stringify([{ column: 'id', direction: 'asc' }]),
    };
    const parquet = await duckdb(await exported({ ...job, format: 'parquet' }), 'select name, tags from report');
    expect(parquet.map(({ name, tags }) => [name, tags === null ? null : JSON.parse(String(tags))[0]])).toEqual(rows);

    // This reader makes one character of CR LF.
    const lines = (value: string | null) => value?.replaceAll('\r\n', '\n') ?? null;
    const cells = sheet(await exported({ ...job, format: 'xlsx' })).slice(1);
    expect(cells.map(([, name, tag]) => [name, tag])).toEqual(rows.map(([name, tag]) => [lines(name), lines(tag)]));
  });
});

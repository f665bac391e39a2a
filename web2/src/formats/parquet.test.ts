import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance, DuckDBTimestampTZValue } from '@duckdb/node-api';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { describe, expect, it } from 'vitest';
import { copyText, inChunks } from '#test/copy-text';
import { encoded, writerOf } from '#test/format-job';
import type { TypedColumn } from '@/reports/column-types';
import type { Cell } from './copy-rows';

const column = (sql_type: string, more: Partial<TypedColumn> = {}): TypedColumn => ({
  ...{ name: 'c', label: 'C', description: '', type: 'text', sql_type },
  ...more,
});

const file = (columns: TypedColumn[], rows: Cell[][], options = {}) =>
  encoded(writerOf('parquet', columns, options), inChunks(copyText(rows), 60_000));

async function hyparquet(bytes: Buffer): Promise<Record<string, unknown>[]> {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  return parquetReadObjects({ file: buffer, compressors });
}

// Times are read back in this zone, not in the machine's.
DuckDBTimestampTZValue.timezoneOffsetInMinutes = 0;

async function duckdb(bytes: Buffer, sql: string): Promise<Record<string, unknown>[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parquet-'));
  try {
    const name = path.join(folder, 'report.parquet');
    await writeFile(name, bytes);
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`set timezone = 'UTC'; create view report as from '${name}'`);
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    await rm(folder, { recursive: true });
  }
}

const values = async (columns: TypedColumn[], cells: Cell[], options = {}) =>
  (
    await duckdb(
      await file(
        columns,
        cells.map((cell) => [cell]),
        options,
      ),
      'select c from report',
    )
  ).map(({ c }) => c);

describe('a Parquet file', () => {
  it('gives any text back, and tells null from empty', async () => {
    const cell = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'a', 'b\n"\t', '\u0001', '🙂')));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 50 }), async (rows) => {
        const bytes = await file([column('text', { name: 'a' }), column('text', { name: 'b' })], rows);
        const expected = rows.map(([a, b]) => ({ a, b }));
        expect((await hyparquet(bytes)).map(({ a, b }) => ({ a: a ?? null, b: b ?? null }))).toEqual(expected);
      }),
    );
  });

  it('gives whole numbers and decimals back to the last digit', async () => {
    const int64 = fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String));
    const digits = (precision: number) =>
      fc.option(fc.bigInt({ min: -(10n ** BigInt(precision)) + 1n, max: 10n ** BigInt(precision) - 1n }));
    const decimal = (value: bigint | null, scale: number): Cell => {
      if (value === null) return null;
      const text = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
      const point = text.length - scale;
      return `${value < 0n ? '-' : ''}${text.slice(0, point)}${scale > 0 ? '.' : ''}${text.slice(point)}`;
    };
    const columns = [
      column('bigint', { name: 'a' }),
      column('numeric', { name: 'b', decimal: { precision: 9, scale: 2 } }),
      column('numeric', { name: 'c', decimal: { precision: 18, scale: 4 } }),
      column('numeric', { name: 'd', decimal: { precision: 38, scale: 10 } }),
      column('numeric', { name: 'e', decimal: { precision: 38, scale: 0 } }),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(int64, digits(9), digits(18), digits(38), digits(38)), { minLength: 1, maxLength: 30 }),
        async (drawn) => {
          const rows = drawn.map(([a, b, c, d, e]) => [a, decimal(b, 2), decimal(c, 4), decimal(d, 10), decimal(e, 0)]);
          const read = await duckdb(
            await file(columns, rows),
            'select a::text a, b::text b, c::text c, d::text d, e::text e from report',
          );
          expect(read.map(({ a, b, c, d, e }) => [a, b, c, d, e])).toEqual(rows);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('gives doubles back, with those that are no number', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.double(), { minLength: 1 }), async (numbers) => {
        const read = await hyparquet(
          await file(
            [column('double precision')],
            numbers.map((number) => [String(number)]),
          ),
        );
        expect(read.map(({ c }) => c)).toEqual(numbers.map((number) => (Object.is(number, -0) ? 0 : number)));
      }),
      { numRuns: 30 },
    );
  });

  it.each<[string, TypedColumn, string, Cell[], unknown[], object?]>([
    ['smallint', column('smallint'), 'INTEGER', ['-32768', '32767', null], [-32768, 32767, null]],
    ['integer', column('integer'), 'INTEGER', ['-2147483648', '2147483647'], [-2147483648, 2147483647]],
    ['bigint', column('bigint'), 'BIGINT', ['9007199254740993'], ['9007199254740993']],
    ['real', column('real'), 'FLOAT', ['1.5'], [1.5]],
    [
      'numeric(4,2)',
      column('numeric', { decimal: { precision: 4, scale: 2 } }),
      'DECIMAL(4,2)',
      ['12.34', 'NaN'],
      ['12.34', null],
    ],
    ['numeric(3,5)', column('numeric', { decimal: { precision: 3, scale: 5 } }), 'DOUBLE', ['0.00123'], [0.00123]],
    ['numeric', column('numeric'), 'DOUBLE', ['0.1', '1e+30'], [0.1, 1e30]],
    [
      'numeric as text',
      column('numeric'),
      'VARCHAR',
      ['0.10', '12345678901234567890'],
      ['0.10', '12345678901234567890'],
      { numeric: 'text' },
    ],
    ['money', column('money'), 'DECIMAL(19,2)', ['92233720368547758.07'], ['92233720368547758.07']],
    [
      'boolean',
      column('boolean'),
      'BOOLEAN',
      ['t', 'f', null, 't', 't', 'f', 't', 'f', 't', 't'],
      [true, false, null, true, true, false, true, false, true, true],
    ],
    [
      'date',
      column('date'),
      'DATE',
      ['1969-12-31', '2026-03-02', 'infinity', '0044-03-15 BC', '5874897-12-31'],
      ['1969-12-31', '2026-03-02', null, '0044-03-15 (BC)', '5874897-12-31'],
    ],
    [
      'timestamptz',
      column('timestamp with time zone'),
      'TIMESTAMP WITH TIME ZONE',
      ['2026-03-02 09:00:00.123456', '-infinity'],
      ['2026-03-02 09:00:00.123456+00', null],
    ],
    [
      'timestamp',
      column('timestamp without time zone'),
      'TIMESTAMP',
      ['1969-12-31 23:59:59.999999', '3000-02-28 23:59:59.999999', '4713-01-01 00:00:00 BC', '294276-12-31 23:59:59'],
      ['1969-12-31 23:59:59.999999', '3000-02-28 23:59:59.999999', '4713-01-01 (BC) 00:00:00', null],
    ],
    [
      'numeric(18,6)',
      column('numeric', { decimal: { precision: 18, scale: 6 } }),
      'DECIMAL(18,6)',
      ['-0.000001', '123456789012.345678', '99999999.999999', '-12.500000'],
      ['-0.000001', '123456789012.345678', '99999999.999999', '-12.500000'],
    ],
    [
      'uuid',
      column('uuid'),
      'VARCHAR',
      ['8a0f2a2c-1a7e-4f5a-9d53-0d8b4f0d8d11'],
      ['8a0f2a2c-1a7e-4f5a-9d53-0d8b4f0d8d11'],
    ],
    ['jsonb', column('jsonb'), 'JSON', ['{"a": 1}'], ['{"a": 1}']],
    ['text[]', column('ARRAY', { type: 'list' }), 'JSON', ['["a","b"]'], ['["a","b"]']],
  ])('types %s so that DuckDB knows it', async (_, typed, type, cells, expected, options) => {
    expect(await values([typed], cells, options)).toEqual(expected);
    const described = await duckdb(await file([typed], [], options), 'describe report');
    expect(described).toMatchObject([{ column_name: 'c', column_type: type }]);
  });

  it('counts by column what has no place in it, across row groups', async () => {
    const columns = [
      column('numeric', { name: 'a', label: 'Price', decimal: { precision: 4, scale: 2 } }),
      column('date', { name: 'b', label: 'Due' }),
      column('timestamp with time zone', { name: 'c', label: 'Seen at' }),
      column('numeric', { name: 'd', label: 'Account' }),
      column('text', { name: 'e', label: 'Text' }),
    ];
    const plain = ['1.50', '2026-03-02', '2026-03-02 09:00:00', '0.33333333333333333333', 'a'];
    const rows = Array.from({ length: 40_000 }, () => plain);
    rows[1] = ['NaN', 'infinity', '-infinity', '12345678901234567890', ''];
    rows[2] = [null, null, null, '9007199254740992', null] as unknown as string[];
    rows[39_999] = ['NaN', '2026-03-02', 'infinity', `1${'0'.repeat(400)}`, 'b'];
    const writer = writerOf('parquet', columns);
    const bytes = await encoded(writer, inChunks(copyText(rows), 60_000));
    expect(writer.notes).toEqual([
      { code: 'values_missing', count: 6, names: ['Price', 'Due', 'Seen at', 'Account'], more_names: 0 },
      { code: 'numbers_rounded', count: 1, names: ['Account'], more_names: 0 },
    ]);
    const counts = 'select count(a)::int a, count(b)::int b, count(c)::int c, count(d)::int d from report';
    expect(await duckdb(bytes, counts)).toEqual([{ a: 39_997, b: 39_998, c: 39_997, d: 39_999 }]);
  }, 60_000);

  it('has no notes on what it holds', async () => {
    const writer = writerOf('parquet', [column('double precision'), column('numeric')]);
    await encoded(
      writer,
      inChunks(
        copyText([
          ['NaN', 'Infinity'],
          ['1e+300', null],
        ]),
        50,
      ),
    );
    expect(writer.notes).toEqual([]);
  });

  it('is read whole across row groups, dictionaries and columns without a value', async () => {
    const rows = Array.from({ length: 70_000 }, (_, n) => [
      String(n),
      `region ${n % 5}`,
      `text ${n}`,
      n % 1000 === 0 ? null : String(n % 3000),
      null,
      'same',
    ]);
    const columns = ['n', 'region', 'text', 'many', 'none', 'same'].map((name) =>
      column(name === 'n' ? 'integer' : 'text', { name }),
    );
    const bytes = await file(columns, rows);
    expect(
      await duckdb(
        bytes,
        `select count(*)::int c, sum(n)::bigint::text s, count(distinct text)::int t, count(many)::int m, count(none)::int z from report`,
      ),
    ).toEqual([{ c: 70_000, s: String((70_000 * 69_999) / 2), t: 70_000, m: 69_930, z: 0 }]);
    expect(
      await duckdb(
        bytes,
        `select count(*)::int c from report where region = 'region ' || n % 5 and text = 'text ' || n and same = 'same' and coalesce(many = (n % 3000)::text, n % 1000 = 0)`,
      ),
    ).toEqual([{ c: 70_000 }]);
    expect(await duckdb(bytes, 'select n from report where n = 69999')).toEqual([{ n: 69_999 }]);
    expect(await hyparquet(bytes)).toHaveLength(70_000);
  });

  it('says what it is of in its metadata', async () => {
    const bytes = await file([column('text')], []);
    expect(bytes.subarray(0, 4).toString() + bytes.subarray(-4).toString()).toBe('PAR1PAR1');
    expect(String(bytes)).toContain('Northwind');
  });
});

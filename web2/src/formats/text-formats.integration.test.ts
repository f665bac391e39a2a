import fc from 'fast-check';
import Papa from 'papaparse';
import { to as copyTo } from 'pg-copy-streams';
import { describe, expect, it } from 'vitest';
import { encoded, writerOf } from '#test/format-job';
import { useWorld } from '#test/worker-world';
import type { ReportColumn } from '@/reports/schema';
import { FORMATS, type FormatId } from './catalogue';

/** What PostgreSQL writes through a format, read by programs that know nothing of it. */
const world = useWorld();

const columnOf = (name: string, sql_type: string, type: ReportColumn['type'] = 'other'): ReportColumn => ({
  ...{ name, label: name, description: '', type, sql_type },
});

async function written(id: FormatId, query: string, columns: ReportColumn[], options = {}): Promise<string> {
  const writer = writerOf(id, columns, options);
  return world.database.session(async (client) =>
    String(await encoded(writer, client.query(copyTo(writer.copySql(query))))),
  );
}

const literal = (text: string | null) => (text === null ? 'null' : `'${text.replaceAll("'", "''")}'`);
const valuesSql = (rows: (string | null)[][]) =>
  `select a::text, b::text from (values ${rows.map((row, n) => `(${n}, ${row.map(literal).join(', ')})`).join(', ')}) v (n, a, b) order by n`;

// All of Unicode that PostgreSQL can hold: it refuses NUL, and UTF-8 has no lone surrogates.
const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', "'", '=', ' ', 'é', '\\', '.') }),
  )
  .filter((each) => !each.includes('\0'));
const table = fc.array(fc.tuple(fc.option(text), fc.option(text)), { minLength: 1, maxLength: 30 });
const TEXTS = [columnOf('a', 'text', 'text'), columnOf('b', 'text', 'text')];

describe('CSV read by papaparse', () => {
  const { delimiter, line_ending } = FORMATS.csv.options;
  const combinations = Object.keys(delimiter.choices).flatMap((d) =>
    Object.keys(line_ending.choices).flatMap((l) =>
      [true, false].map((on) => ({ delimiter: d, line_ending: l, header: on, bom: on, formula_guard: false })),
    ),
  );
  const SIGNS: Record<string, string> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' };

  it.each(combinations)('is what was written: %o', async (options) => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const file = await written('csv', valuesSql(rows), TEXTS, options);
        expect(file.startsWith('\ufeff')).toBe(options.bom);
        const newline = options.line_ending === 'crlf' ? '\r\n' : '\n';
        expect(file.endsWith(newline)).toBe(true);
        const { data, errors } = Papa.parse<string[]>(file.slice(0, -newline.length), {
          delimiter: SIGNS[options.delimiter] ?? '',
          newline,
        });
        expect(errors).toEqual([]);
        const expected = rows.map((row) => row.map((cell) => cell ?? ''));
        expect(data).toEqual(options.header ? [['a', 'b'], ...expected] : expected);
      }),
      { numRuns: 25 },
    );
  });

  it('tells a null from an empty text', async () => {
    expect(
      await written(
        'csv',
        valuesSql([
          [null, ''],
          ['', null],
        ]),
        TEXTS,
        { header: false },
      ),
    ).toBe(',""\n"",\n');
  });

  it.each<[string, ReportColumn['type']]>([
    ['timestamp with time zone', 'timestamp'],
    ['timestamp without time zone', 'local_timestamp'],
  ])('loses no %s, those without end or before our era included', async (sql_type, type) => {
    const at = ['2026-03-02 08:30:15.25', 'infinity', '-infinity', '0044-03-15 10:00:00 BC', '12026-01-01 00:00:00'];
    const query = `select (each || case when each like '%inf%' then '' else '${type === 'timestamp' ? ' UTC' : ''}' end)::${sql_type} as at
      from unnest(array[${at.map(literal).join(', ')}]) with ordinality as v (each, n) order by n`;
    expect(await written('csv', query, [columnOf('at', sql_type, type)], { header: false })).toBe(
      `2026-03-02T08:30:15\ninfinity\n-infinity\n0044-03-15T10:00:00 BC\n12026-01-01T00:00:00\n`,
    );
  });

  it('writes numbers with a decimal comma, and quotes them only where it must', async () => {
    const numbers = [columnOf('n', 'numeric', 'number'), columnOf('f', 'double precision', 'number')];
    const query = `select n, f from (values (1234.50, 1e25::float8), (-0.5, 'NaN'), (null, 2)) v (n, f)`;
    const options = { delimiter: 'semicolon', decimal_separator: 'comma', header: false };
    expect(await written('csv', query, numbers, options)).toBe('1234,50;1e+25\n-0,5;NaN\n;2\n');
  });
});

describe('JSON', () => {
  it.each(['json', 'ndjson'] as const)('%s keeps any text', async (id) => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const file = await written(id, valuesSql(rows), TEXTS);
        const read =
          id === 'json'
            ? JSON.parse(file)
            : file
                .trimEnd()
                .split('\n')
                .map((line) => JSON.parse(line));
        expect(read).toEqual(rows.map(([a, b]) => ({ a, b })));
      }),
      { numRuns: 50 },
    );
  });

  /** The JSON token that one SQL value becomes. */
  const token = async (sql: string, sql_type: string) => {
    const file = await written('ndjson', `select (${sql})::${sql_type} as v`, [columnOf('v', sql_type)]);
    expect(file.split('\n')).toHaveLength(2);
    return file.slice('{"v":'.length, -2);
  };

  it.each([
    ['smallint', '-32768', '-32768'],
    ['integer', '2147483647', '2147483647'],
    ['bigint', '9007199254740991', '9007199254740991'],
    ['bigint', '-9007199254740991', '-9007199254740991'],
    ['bigint', '9007199254740992', '"9007199254740992"'],
    ['bigint', '-9223372036854775808', '"-9223372036854775808"'],
    ['numeric', '0', '0'],
    ['numeric', '-12.50', '-12.50'],
    ['numeric', '123456789012345', '123456789012345'],
    ['numeric', '12345678901234.5', '12345678901234.5'],
    ['numeric', '123456789012345.6', '"123456789012345.6"'],
    ['numeric', '123456789.0123450000000', '123456789.0123450000000'],
    ['numeric', '0.000000000000000000123456789012345', '0.000000000000000000123456789012345'],
    ['numeric', '0.0000000000000000001234567890123456', '"0.0000000000000000001234567890123456"'],
    ['numeric', '9007199254740991.000', '9007199254740991.000'],
    ['numeric', '9007199254740992', '"9007199254740992"'],
    ['numeric', '1e40', `"1${'0'.repeat(40)}"`],
    ['numeric', "'NaN'", '"NaN"'],
    ['numeric', "'-Infinity'", '"-Infinity"'],
    ['double precision', '0.1', '0.1'],
    ['double precision', "'1.7976931348623157e308'", '1.7976931348623157e+308'],
    ['double precision', "'NaN'", '"NaN"'],
    ['real', "'Infinity'", '"Infinity"'],
    ['real', '0.1', '0.1'],
    ['boolean', 'true', 'true'],
    ['boolean', 'null', 'null'],
    ['text', "'null'", '"null"'],
    ['text', "''", '""'],
    ['jsonb', "'null'", 'null'],
    [
      'jsonb',
      `'{"b": 12345678901234567890.5, "a": ["x\\ny", null]}'`,
      '{"a": ["x\\ny", null], "b": 12345678901234567890.5}',
    ],
    ['json', `e'{"z" :\n 1,\t"a":\r2}'`, '{"z" :  1, "a": 2}'],
    ['date', "'2026-02-28'", '"2026-02-28"'],
    ['date', "'infinity'", '"infinity"'],
    ['timestamp with time zone', "'2026-03-08 02:30:00.123456+01'", '"2026-03-08T01:30:00.123456+00:00"'],
    ['timestamp without time zone', "'2026-03-08 02:30'", '"2026-03-08T02:30:00"'],
    ['interval', "'1 day 2 hours'", '"1 day 02:00:00"'],
    ['bytea', "'\\x00ff'", '"\\\\x00ff"'],
    ['text[]', `array['a"b', null, 'c,d']`, '["a\\"b",null,"c,d"]'],
    ['bigint[]', 'array[1, 9007199254740991, null]', '[1,9007199254740991,null]'],
    ['bigint[]', 'array[1, 9007199254740992, null]', '["1","9007199254740992",null]'],
    ['numeric[]', 'array[[1.5, 2], [3, 4]]', '[[1.5,2],[3,4]]'],
    ['numeric[]', `array[1.5, 'NaN']`, '["1.5","NaN"]'],
    ['double precision[]', `array[1.5, 'NaN']`, '[1.5,"NaN"]'],
    ['json[]', `array[e'{\n}'::json]`, '[{ }]'],
  ])('of type %s, %s is written as %s', async (sql_type, sql, expected) => {
    expect(await token(sql, sql_type)).toBe(expected);
  });

  it('writes a number as one exactly where a reader’s double keeps its digits', async () => {
    const whole = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
    const decimal = fc
      .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat({ max: 25 }))
      .map(([digits, scale]) => `${digits}e-${scale}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(whole, { minLength: 1 }),
        fc.array(decimal, { minLength: 1 }),
        async (wholes, decimals) => {
          const rows = [...wholes.map((each) => [each, 'null']), ...decimals.map((each) => ['null', each])];
          const query = `select b, n, t from (values ${rows.map(([b, n]) => `((${b})::bigint, (${n})::numeric, coalesce((${b})::bigint::text, (${n})::numeric::text))`).join(', ')}) v (b, n, t)`;
          const columns = [columnOf('b', 'bigint'), columnOf('n', 'numeric'), columnOf('t', 'text')];
          for (const { b, n, t } of JSON.parse(await written('json', query, columns))) {
            const value = b ?? n;
            if (typeof value === 'string') expect(value).toBe(t);
            else if (b !== null) expect(String(BigInt(value))).toBe(t);
            else expect(sameNumber(value, t)).toBe(true);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

/** Whether a double, written in its shortest form, is the decimal. */
function sameNumber(double: number, decimal: string): boolean {
  const digits = (of: string) =>
    of
      .replace(/e.*$/, '')
      .replace(/[-.]/g, '')
      .replace(/^0+|0+$/g, '');
  return digits(double.toPrecision(17)) === digits(decimal) || digits(String(double)) === digits(decimal);
}

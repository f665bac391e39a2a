import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyText, inChunks } from '#test/copy-text';
import { encoded, writerOf } from '#test/format-job';
import type { ReportColumn } from '@/reports/schema';

const column = (name: string, sql_type: string, type: ReportColumn['type'] = 'other'): ReportColumn => ({
  ...{ name, label: name, description: '', type, sql_type },
});
const ODD = 'say "hi", ünï';
const columns = [column('id', 'integer'), column(ODD, 'text'), column('__proto__', 'boolean')];

/** The file of rows as COPY writes them, in chunks of so many bytes. */
const written = async (id: 'json' | 'ndjson', rows: (string | null)[][], of = columns, size = 1 << 16) =>
  String(await encoded(writerOf(id, of), inChunks(copyText(rows), size)));

/** The JSON token that becomes of what COPY writes for a value. */
const token = async (sql_type: string, copied: string | null) => {
  const file = await written('ndjson', [[copied]], [column('v', sql_type)]);
  return file.slice('{"v":'.length, -2);
};

describe('JSON', () => {
  it('is one list, an object a line', async () => {
    const rows = [
      ['1', 'a', null],
      ['2', null, 't'],
    ];
    expect(await written('json', rows)).toBe(
      `[\n{"id":1,${JSON.stringify(ODD)}:"a","__proto__":null},\n{"id":2,${JSON.stringify(ODD)}:null,"__proto__":true}\n]\n`,
    );
    expect(await written('ndjson', rows.slice(1))).toBe(`{"id":2,${JSON.stringify(ODD)}:null,"__proto__":true}\n`);
  });

  it('without rows is an empty list, and NDJSON an empty file', async () => {
    expect(await written('json', [])).toBe('[]\n');
    expect(await written('ndjson', [])).toBe('');
  });

  it('keeps any text, wherever COPY’s chunks end', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('"', '\\', '\n', '\r', '\t', '\b', '\f', '\v', '\x01', '\x1f', '\x7f', 'N', 'é'),
      }),
    );
    const row = fc.tuple(fc.option(text), fc.option(text));
    const texts = [column('a', 'text'), column('b', 'character varying')];
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), fc.integer({ min: 1, max: 60 }), async (rows, size) => {
        const expected = rows.map(([a, b]) => ({ a, b }));
        expect(JSON.parse(await written('json', rows, texts, size))).toEqual(expected);
        const lines = (await written('ndjson', rows, texts, size)).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines.map((line) => JSON.parse(line))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  }, 30_000);

  it.each([
    ['integer', '-7', '-7'],
    ['boolean', 't', 'true'],
    ['boolean', 'f', 'false'],
    ['boolean', null, 'null'],
    ['double precision', '-0', '-0'],
    ['double precision', '-1.5e-300', '-1.5e-300'],
    ['double precision', 'NaN', '"NaN"'],
    ['real', '-Infinity', '"-Infinity"'],
    ['uuid', '8a0f2a2c-1a7e-4f5a-9d53-0d8b4f0d8d11', '"8a0f2a2c-1a7e-4f5a-9d53-0d8b4f0d8d11"'],
    ['date', '2026-02-28', '"2026-02-28"'],
    ['date', '0044-03-15 BC', '"0044-03-15 BC"'],
    ['timestamp with time zone', '2026-03-08 01:30:00+00', '"2026-03-08T01:30:00+00:00"'],
    ['timestamp with time zone', '2026-03-08 01:30:00.123456-08', '"2026-03-08T01:30:00.123456-08:00"'],
    ['timestamp with time zone', '2026-03-08 01:30:00+05:30', '"2026-03-08T01:30:00+05:30"'],
    ['timestamp with time zone', '0044-03-15 12:00:00+00:53:28 BC', '"0044-03-15T12:00:00+00:53:28 BC"'],
    ['timestamp with time zone', '0044-03-15 12:00:00+00 BC', '"0044-03-15T12:00:00+00:00 BC"'],
    ['timestamp with time zone', '-infinity', '"-infinity"'],
    ['timestamp without time zone', '12026-03-08 02:30:00.5', '"12026-03-08T02:30:00.5"'],
    ['text', 'null', '"null"'],
    ['text', '', '""'],
    ['text', '\\N', '"\\\\N"'],
    ['jsonb', '{"a": "x\\n\\"y\\""}', '{"a": "x\\n\\"y\\""}'],
  ])('of type %s, COPY’s %s is written as %s', async (sql_type, copied, expected) => {
    expect(await token(sql_type, copied)).toBe(expected);
  });

  it('takes a declared numeric for a number only where a double holds all of its digits', async () => {
    const copied = (precision: number, scale: number) =>
      writerOf('json', [Object.assign(column('n', 'numeric'), { decimal: { precision, scale } })]).copySql('q');
    const plain = `copy (select "n" from (q) report) to stdout`;
    expect(copied(15, 2)).toBe(plain);
    const money = [Object.assign(column('v', 'numeric'), { decimal: { precision: 12, scale: 2 } })];
    expect(await written('ndjson', [['-12.50'], ['NaN'], [null]], money)).toBe(
      '{"v":-12.50}\n{"v":"NaN"}\n{"v":null}\n',
    );
    for (const [precision, scale] of [
      [16, 2],
      [5, -20],
      [3, 500],
    ] as const) {
      expect(copied(precision, scale)).not.toBe(plain);
    }
  });

  it('is written in pieces, whatever COPY gives', async () => {
    const rows = copyText(Array.from({ length: 30_000 }, (_, n) => [String(n), 'x'.repeat(n % 50), null]));
    const pieces: number[] = [];
    let whole = '';
    for await (const piece of writerOf('ndjson', columns).encode(inChunks(rows, rows.length))) {
      pieces.push(piece.length);
      whole += piece;
    }
    expect(Math.max(...pieces)).toBeLessThan(300_000);
    expect(whole.split('\n')).toHaveLength(30_001);
    expect(JSON.parse(whole.split('\n')[29_999] ?? '')).toMatchObject({ id: 29_999 });
  });

  it('holds values that are longer than a piece, each byte of which JSON writes as six', async () => {
    const long = '\x01'.repeat(100_000);
    const rows = ['a', long, 'b', long + long].map((text) => ['1', text, 't']);
    const read = JSON.parse(await written('json', rows)) as Record<string, string>[];
    expect(read.map((object) => object[ODD])).toEqual(rows.map(([, text]) => text));
  }, 30_000);

  it('refuses rows of another width, and the half of one', async () => {
    await expect(written('json', [['1', 'a']])).rejects.toThrow('more or fewer values');
    await expect(written('json', [['1', 'a', 't', '4']])).rejects.toThrow('more or fewer values');
    await expect(encoded(writerOf('json', columns), ['1\ta\tt\n2\tb'])).rejects.toThrow('in the middle of a row');
  });
});

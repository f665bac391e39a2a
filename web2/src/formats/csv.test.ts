import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { copyText, inChunks } from '#test/copy-text';
import { encoded, writerOf } from '#test/format-job';
import type { ReportColumn } from '@/reports/schema';
import { FORMATS } from './catalogue';

const column = (label: string, type: ReportColumn['type'] = 'text'): ReportColumn => ({
  ...{ name: 'x', label, description: '', type },
});

const written = async (columns: ReportColumn[], rows: (string | null)[][] = [], options = {}, size = 1 << 16) =>
  String(await encoded(writerOf('csv', columns, options), inChunks(copyText(rows), size)));

describe('the header of a CSV file', () => {
  it.each([
    ['Name', 'Name'],
    ['a, b', '"a, b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['\u00a0@x', "'\u00a0@x"],
    ['＝x', "'＝x"],
    ['\tx', "'\tx"],
    ['a=b', 'a=b'],
  ])('writes %j so that no program reads more into it', async (label, expected) => {
    expect(await written([column(label), column('b')])).toBe(`${expected},b\n`);
  });

  it('is quoted for the delimiter in use, and left out on demand', async () => {
    const columns = [column('a;b'), column('c,d')];
    expect(await written(columns, [], { delimiter: 'semicolon' })).toBe('"a;b";c,d\n');
    expect(await written(columns, [], { delimiter: 'tab' })).toBe('a;b\tc,d\n');
    expect(await written(columns, [['1', '2']], { header: false })).toBe('1,2\n');
  });

  it('stands after the byte order mark, and unguarded on demand', async () => {
    expect(await written([column('=a')], [], { bom: true })).toBe("\ufeff'=a\n");
    expect(await written([column('=a')], [], { formula_guard: false })).toBe('=a\n');
  });
});

describe('a value in a CSV file', () => {
  const value = async (type: ReportColumn['type'], copied: string | null, options = {}) =>
    (await written([column('a', type)], [[copied]], { header: false, ...options })).slice(0, -1);

  it.each([
    ['boolean', 't', 'true'],
    ['boolean', 'f', 'false'],
    ['boolean', null, ''],
    ['number', '-1234.50', '-1234.50'],
    ['number', '-Infinity', '-Infinity'],
    ['uuid', '8a0f2a2c-1a7e-4f5a-9d53-0d8b4f0d8d11', '8a0f2a2c-1a7e-4f5a-9d53-0d8b4f0d8d11'],
    ['date', '-infinity', '-infinity'],
    ['date', '0044-03-15 BC', '0044-03-15 BC'],
    ['timestamp', '2026-03-02 09:00:00', '2026-03-02T09:00:00'],
    ['timestamp', '2026-03-02 09:00:00.999999', '2026-03-02T09:00:00'],
    ['timestamp', '0044-03-15 12:00:00.5 BC', '0044-03-15T12:00:00 BC'],
    ['timestamp', '12026-03-02 09:00:00', '12026-03-02T09:00:00'],
    ['timestamp', 'infinity', 'infinity'],
    ['timestamp', '-infinity', '-infinity'],
    ['local_timestamp', '2026-03-02 09:00:00', '2026-03-02T09:00:00'],
    ['text', '', '""'],
    ['text', null, ''],
    ['text', '\\N', '\\N'],
    ['text', 'back\\slash', 'back\\slash'],
    ['text', 'a\tb\vc', 'a\tb\vc'],
    ['text', 'two\r\nlines', '"two\r\nlines"'],
    ['text', 'say "hi", é', '"say ""hi"", é"'],
    ['list', '{a,b}', '"{a,b}"'],
  ] as const)('of type %s, COPY’s %j, is written as %j', async (type, copied, expected) => {
    expect(await value(type, copied)).toBe(expected);
  });

  it('has a decimal comma on demand', async () => {
    const options = { delimiter: 'semicolon', decimal_separator: 'comma' };
    expect(await value('number', '-1234.50', options)).toBe('-1234,50');
    expect(await value('text', '1.5', options)).toBe('1.5');
  });

  it.each([
    ...[
      '=1+1',
      '+1',
      '-1',
      '@SUM(1)',
      '\t=1',
      '\r=1',
      '\n=1',
      '\tx',
      '\rx',
      '\nx',
      ' =1',
      '  @x',
      '\u00a0=1',
      '\u0085=1',
    ],
    ...[
      '\u2003+1',
      '\u3000-1',
      '\ufeff=1',
      '\u2028=1',
      '\v=1',
      '\f=1',
      '＝1',
      '＋1',
      '－1',
      '＠x',
      '\u00a0＝1',
      '-1"2',
      '=a,b',
    ],
    ...["=cmd|' /C calc'!A0", '=HYPERLINK("http://example.com","a")', '-', '='],
  ])('such as %j gets an apostrophe, since a spreadsheet may run it', async (text) => {
    for (const delimiter of Object.keys(FORMATS.csv.options.delimiter.choices)) {
      const file = await written([column('a'), column('b')], [[text, text]], { header: false, delimiter });
      expect(Papa.parse(file.slice(0, -1), { delimiter: SIGNS[delimiter] ?? '', newline: '\n' }).data).toEqual([
        [`'${text}`, `'${text}`],
      ]);
    }
  });

  it.each(['a=1', '1-2', "'=1", ' x', '\u00a0x', '\u3042', 'é', '−1', '\\=1', '"=1"', '', '\vx', '\u200b=1'])(
    'such as %j is let through',
    async (text) => {
      const file = await written([column('a'), column('b')], [[text, 'b']], { header: false });
      expect(Papa.parse(file.slice(0, -1), { delimiter: ',', newline: '\n' }).data).toEqual([[text, 'b']]);
    },
  );
});

const SIGNS: Record<string, string> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' };

it('a CSV file is what was written, wherever COPY’s chunks end', async () => {
  const { delimiter, line_ending } = FORMATS.csv.options;
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', "'", '=', ' ', 'é', '\\', 'N', '.') }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.option(text), fc.option(text)), { minLength: 1, maxLength: 20 }),
      fc.record({
        delimiter: fc.constantFrom(...Object.keys(delimiter.choices)),
        line_ending: fc.constantFrom(...Object.keys(line_ending.choices)),
      }),
      fc.integer({ min: 1, max: 60 }),
      async (rows, options, size) => {
        const plain = { ...options, header: false, formula_guard: false };
        const file = await written([column('a'), column('b')], rows, plain, size);
        const newline = options.line_ending === 'crlf' ? '\r\n' : '\n';
        expect(file.endsWith(newline)).toBe(true);
        const read = Papa.parse(file.slice(0, -newline.length), { delimiter: SIGNS[options.delimiter] ?? '', newline });
        expect(read.errors).toEqual([]);
        expect(read.data).toEqual(rows.map((row) => row.map((cell) => cell ?? '')));
      },
    ),
    { numRuns: 50 },
  );
}, 30_000);

import XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyText, inChunks } from '#test/copy-text';
import { encoded, writerOf } from '#test/format-job';
import type { ColumnType, ReportColumn } from '@/reports/schema';
import { noteSentence } from './file-notes';
import { workbook } from './xlsx';
import { sheetName } from './xlsx/package';

const column = (type: ColumnType, label: string = type): ReportColumn => ({
  name: label,
  label,
  description: '',
  type,
});

async function written(columns: ReportColumn[], rows: (string | null)[][]): Promise<XLSX.WorkBook> {
  return read(await encoded(writerOf('xlsx', columns), inChunks(copyText(rows), 50_000)));
}

const read = (file: Buffer) => XLSX.read(file, { cellDates: false, cellNF: true });

const cellsOf = (book: XLSX.WorkBook, name = 'Items') =>
  XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[name] as XLSX.WorkSheet, { header: 1, raw: true, defval: null });

/** This reader makes one character of CR LF. */
const lines = (text: string) => text.replaceAll('\r\n', '\n');

const sheetOf = (book: XLSX.WorkBook) => book.Sheets.Items as XLSX.WorkSheet;

describe('an Excel file', () => {
  it('keeps every text as text, whatever it holds', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '=1+1',
        '00123',
        '_x0041_',
        '__x000D_',
        'a\r\nb',
        ' lead',
        '',
        '<&>"\'',
        '🙂',
        'true',
        '\u0001',
        '\uffff',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, fc.option(text)), { minLength: 1, maxLength: 100 }), async (rows) => {
        const sheet = sheetOf(await written([column('text', 'a'), column('text', 'b')], rows));
        rows.forEach(([a, b], index) => {
          expect(sheet[`A${index + 2}`]).toMatchObject({ t: 's', v: lines(a) });
          if (b === null) expect(sheet[`B${index + 2}`]).toBeUndefined();
          else expect(sheet[`B${index + 2}`]).toMatchObject({ t: 's', v: lines(b) });
        });
      }),
      { numRuns: 20 },
    );
  });

  it.each<[ColumnType, string, object]>([
    ['number', '42', { t: 'n', v: 42 }],
    ['number', '-0.5', { t: 'n', v: -0.5 }],
    ['number', '1e+300', { t: 'n', v: 1e300 }],
    ['number', '0.33333333333333333333', { t: 'n', v: 1 / 3 }],
    ['number', '123456789012345', { t: 'n', v: 123456789012345 }],
    ['number', '1234567890123456', { t: 's', v: '1234567890123456' }],
    ['number', '-9007199254740993', { t: 's', v: '-9007199254740993' }],
    ['number', '9999999999999999.5', { t: 's', v: '9999999999999999.5' }],
    ['number', 'NaN', { t: 's', v: 'NaN' }],
    ['number', '-Infinity', { t: 's', v: '-Infinity' }],
    ['other', '$1,000.00', { t: 's', v: '$1,000.00' }],
    ['boolean', 't', { t: 'b', v: true }],
    ['boolean', 'f', { t: 'b', v: false }],
    ['date', '2026-03-02', { t: 'n', v: 46083, z: 'yyyy\\-mm\\-dd', w: '2026-03-02' }],
    ['date', '1899-12-31', { t: 's', v: '1899-12-31' }],
    ['date', '-infinity', { t: 's', v: '-infinity' }],
    ['date', '1900-02-28', { t: 's', v: '1900-02-28' }],
    ['date', '1900-03-01', { t: 'n', v: 61 }],
    ['date', '9999-12-31', { t: 'n', v: 2_958_465 }],
    ['date', '10000-01-01', { t: 's', v: '10000-01-01' }],
    ['date', '2026-03-02 BC', { t: 's', v: '2026-03-02 BC' }],
    ['timestamp', '2026-03-02 09:00:00', { t: 'n', v: 46083.375, w: '2026-03-02 09:00:00' }],
    ['timestamp', '2026-03-02 00:00:00', { t: 'n', v: 46083 }],
    ['local_timestamp', '2026-03-02 23:59:59.999999', { t: 'n', v: 46083.99999999999 }],
    ['local_timestamp', '2024-02-29 00:00:01', { t: 'n', v: 45351.00001157407 }],
    ['timestamp', 'infinity', { t: 's', v: 'infinity' }],
    ['timestamp', '10000-01-01 00:00:00', { t: 's', v: '10000-01-01 00:00:00' }],
    ['timestamp', '0044-03-15 10:00:00 BC', { t: 's', v: '0044-03-15 10:00:00 BC' }],
    ['uuid', '8a0f2a2c-1a7e-4f5a-9d53-0d8b4f0d8d11', { t: 's' }],
    ['text', '42', { t: 's', v: '42' }],
  ])('writes a %s %s so that nothing of it is lost', async (type, text, expected) => {
    expect(sheetOf(await written([column(type)], [[text]])).A2).toMatchObject(expected);
  });

  it('has a frozen, filtered header and columns as wide as their first rows', async () => {
    const book = await written(
      [column('text', 'Short'), column('number', 'A rather long label')],
      [['x'.repeat(30), '1']],
    );
    const sheet = sheetOf(book);
    expect(sheet['!autofilter']).toEqual({ ref: 'A1:B2' });
    const file = await encoded(writerOf('xlsx', [column('text')]), []);
    const xml = String(XLSX.CFB.find(XLSX.CFB.read(file, { type: 'buffer' }), 'sheet1.xml')?.content);
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('<row r="1" ht="20" customHeight="1"><c r="A1" s="1"');
    expect(
      XLSX.read(await encoded(writerOf('xlsx', [column('text')]), []), { cellStyles: true }).Sheets.Items?.['!cols'],
    ).toHaveLength(1);
  });

  it('says on a second sheet what it holds, also without a row', async () => {
    const book = await written([column('text')], []);
    expect(book.SheetNames).toEqual(['Items', 'About']);
    expect(cellsOf(book)).toEqual([['text']]);
    expect(Object.fromEntries(cellsOf(book, 'About') as [string, string][])).toEqual({
      Report: 'Items',
      Organisation: 'Northwind',
      'Scheduled job': 'Items for Ana',
      'Scheduled for': '2 March 2026 at 09:00 (UTC)',
      Filters: 'None',
      Rows: '0',
      'Generated at': '2 March 2026 at 09:00 (UTC)',
      'Times are in': 'UTC',
    });
  });

  it('begins another sheet where Excel takes no more rows', async () => {
    const rows = ['1', '2', '3', '4', '5', '6'].map((n) => [n]);
    const columns = [column('number', 'n')];
    const job = { columns, timezone: 'UTC', options: {}, about: { ...ABOUT, reportTitle: 'Items' } };
    for (const [perSheet, sizes] of [
      [2, [2, 2, 2]],
      [4, [4, 2]],
      [6, [6]],
    ] as const) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of workbook(perSheet).encode(inChunks(copyText(rows), 3), job, () => {}))
        chunks.push(chunk);
      const book = read(Buffer.concat(chunks));
      const names = sizes.map((_, index) => (index === 0 ? 'Items' : `Items (${index + 1})`));
      expect(book.SheetNames).toEqual([...names, 'About']);
      expect(names.map((name) => cellsOf(book, name)[0])).toEqual(names.map(() => ['n']));
      expect(names.flatMap((name) => cellsOf(book, name).slice(1))).toEqual([[1], [2], [3], [4], [5], [6]]);
    }
  });

  it('marks and counts what is longer than a cell may be', async () => {
    const writer = writerOf('xlsx', [column('text', 'Remarks'), column('text', 'Evidence')]);
    const rows = [
      ['x'.repeat(32_767), null],
      ['y'.repeat(32_768), 'z'.repeat(40_000)],
    ];
    const book = read(await encoded(writer, inChunks(copyText(rows), 50_000)));
    const cells = cellsOf(book).map(([text]) => String(text));
    expect(cells[1]).toBe('x'.repeat(32_767));
    expect(cells[2]).toHaveLength(32_767);
    expect(cells[2]?.endsWith('y… (cut)')).toBe(true);
    expect(writer.notes).toEqual([{ code: 'cells_cut', count: 2, names: ['Remarks', 'Evidence'], more_names: 0 }]);
    expect(cellsOf(book, 'About').at(-1)).toEqual(['Please note', writer.notes.map(noteSentence).join('\n')]);
  });

  it('fails with what its rows fail with, and stops reading them when nobody takes the file', async () => {
    const broken = new Error('the report ended early');
    async function* failing() {
      yield Buffer.from('a\n');
      throw broken;
    }
    await expect(encoded(writerOf('xlsx', [column('text')]), failing())).rejects.toBe(broken);

    let open = false;
    async function* endless() {
      try {
        open = true;
        for (;;) yield Buffer.from(`${Math.random()}\n`.repeat(1000));
      } finally {
        open = false;
      }
    }
    let taken = 0;
    for await (const chunk of writerOf('xlsx', [column('text')]).encode(endless())) {
      taken += chunk.length;
      if (taken > 100_000) break;
    }
    expect(open).toBe(false);
  });

  it.each([
    ['A/B: c?', 1, 'A B c'],
    ['History', 1, 'Report'],
    ['about', 2, 'Report (2)'],
    ["'quoted'", 1, 'quoted'],
    ['x'.repeat(40), 2, `${'x'.repeat(27)} (2)`],
    [`${'x'.repeat(30)}🙂`, 1, 'x'.repeat(30)],
    ['', 1, 'Report'],
  ])('names a sheet of %j, number %i, as a sheet may be named', (title, number, name) => {
    expect(sheetName(title, number)).toBe(name);
  });
});

const ABOUT = {
  organizationName: 'Northwind',
  scheduleName: 'Items for Ana',
  reportTitle: 'Items',
  filters: [],
  period: null,
  scheduledFor: new Date(0),
  generatedAt: new Date('2026-03-02T09:00:01Z'),
  rowLimit: null,
};

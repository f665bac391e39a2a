import fc from 'fast-check';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { copyText, inChunks } from '#test/copy-text';
import { encoded, writerOf } from '#test/format-job';
import type { ColumnType, ReportColumn } from '@/reports/schema';
import { noteSentence } from './file-notes';
import { MOST_PDF_ROWS } from './pdf';

const column = (label: string, type: ColumnType = 'text'): ReportColumn => ({
  name: label,
  label,
  description: '',
  type,
});

const file = (columns: ReportColumn[], rows: (string | null)[][], options = {}) =>
  encoded(writerOf('pdf', columns, options), inChunks(copyText(rows), 50_000));

async function pages(bytes: Buffer): Promise<string[]> {
  const { text } = await extractText(new Uint8Array(bytes));
  return text.map((page) => page.replace(/\s+/g, ' '));
}

const sizeOf = async (bytes: Buffer) => {
  const [, , width, height] = (await (await getDocumentProxy(new Uint8Array(bytes))).getPage(1)).view;
  return [Math.round(width ?? 0), Math.round(height ?? 0)];
};

describe('a PDF file', () => {
  it('states what it holds, and repeats the header and the number of pages on each page', async () => {
    const rows = Array.from({ length: 120 }, (_, n) => [`name ${n}`, String(n)]);
    const bytes = await file([column('Name'), column('Amount', 'number')], rows);
    const text = await pages(bytes);
    expect(text.length).toBeGreaterThan(2);
    expect(text[0]).toContain(
      'Items Organisation Northwind Scheduled job Items for Ana Scheduled for 2 March 2026 at 09:00 (UTC)',
    );
    text.forEach((page, index) => {
      expect(page).toContain('Name Amount');
      expect(page).toMatch(new RegExp(`Page ${index + 1} of ?${text.length}\\b`));
    });
    const whole = text.join(' ');
    for (const [name, amount] of rows) expect(whole).toContain(`${name} ${amount}`);
    expect(text.at(-1)).toContain('Rows: 120');
    expect((await getMeta(new Uint8Array(bytes))).info).toMatchObject({
      Title: 'Items',
      Author: 'Northwind',
      Creator: 'Scheduled Exports',
    });
  });

  it('is one page that says so without a row', async () => {
    const [page, ...others] = await pages(await file([column('Name')], []));
    expect(others).toEqual([]);
    expect(page).toContain('No rows match.');
    expect(page).toMatch(/Page 1 of ?1\b/);
  });

  it('draws Latin, Greek and Cyrillic, all that is in a text, however it wraps', async () => {
    const letter = fc.constantFrom(...'aZ09éßŁőΑωжЯЄ-/.,&<>"€№');
    const word = fc.string({ unit: letter, minLength: 1, maxLength: 90 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(word, { maxLength: 40 }), { minLength: 1, maxLength: 6 }), async (texts) => {
        const cells = texts.map((words) => words.join(' '));
        const bytes = await file(
          [column('Text'), column('More')],
          cells.map((cell) => [cell, 'x']),
        );
        const whole = (await pages(bytes)).join('').replaceAll(' ', '');
        for (const cell of cells) for (const piece of cell.match(/[^ ]{1,4}/g) ?? []) expect(whole).toContain(piece);
        expect(whole).not.toContain('couldnotbedrawn');
      }),
      { numRuns: 15 },
    );
  });

  it('goes on with a text that is longer than a page', async () => {
    const words = Array.from({ length: 3000 }, (_, n) => `word${n}`);
    const text = await pages(await file([column('Text')], [[words.join(' ')], ['next']]));
    expect(text.length).toBeGreaterThan(1);
    const whole = text.join(' ');
    for (const word of words) expect(whole).toContain(word);
    expect(whole).toContain('next');
  });

  it('names what it cannot draw', async () => {
    const writer = writerOf('pdf', [column('Text')]);
    const rows = copyText([['東京 🙂'], ['a\u200db\ufe0f\u0001']]);
    const [page] = await pages(await encoded(writer, inChunks(rows, 50_000)));
    expect(writer.notes).toEqual([{ code: 'characters_missing', count: 3, names: ['Han', 'Emoji'], more_names: 0 }]);
    expect(page).toContain(writer.notes.map(noteSentence).join());
  });

  it('tells null from empty, and truth in words', async () => {
    const [page] = await pages(
      await file(
        [column('A'), column('Ok', 'boolean')],
        [
          [null, 't'],
          ['', 'f'],
        ],
      ),
    );
    expect(page).toContain('– Yes No');
  });

  it('turns the page when columns need the room, unless it was chosen', async () => {
    const wide = Array.from({ length: 12 }, (_, n) => column(`Column ${n}`));
    const rows = [wide.map(() => 'some words in it')];
    expect(await sizeOf(await file([column('A')], [['x']]))).toEqual([595, 842]);
    expect(await sizeOf(await file(wide, rows))).toEqual([842, 595]);
    expect(await sizeOf(await file(wide, rows, { orientation: 'portrait', paper: 'letter' }))).toEqual([612, 792]);
  });

  it('holds a hundred columns without losing one', async () => {
    const columns = Array.from({ length: 100 }, (_, n) => column(`c${n}`));
    const text = (await pages(await file(columns, [columns.map((_, n) => `v${n}`)]))).join('').replaceAll(' ', '');
    expect(text).toContain('v');
    expect(text.match(/v/g)?.length).toBeGreaterThanOrEqual(100);
  });

  it('refuses more rows than anyone prints, with advice', async () => {
    async function* endless() {
      for (;;) yield Buffer.from('x\n'.repeat(30_000));
    }
    await expect(encoded(writerOf('pdf', [column('A')]), endless())).rejects.toMatchObject({
      code: 'too_many_rows_for_pdf',
      retryable: false,
      message: expect.stringContaining(MOST_PDF_ROWS.toLocaleString('en')),
    });
  });
});

import type { TypedColumn } from '@/reports/column-types';
import { aboutLines, formatInstant } from '../about';
import type { Cell } from '../copy-rows';
import { type FileNote, fileNotes, noteSentence } from '../file-notes';
import type { FormatFacts } from '../format';
import { type Document, INK } from './document';
import { type Layout, MARGIN, PADDING } from './layout';
import { scriptOf } from './script-of';
import { printedLines, wrapped } from './text';

const FOOTER = { size: 7, y: 22 };
const TITLE_SIZE = 17;
const FACT_SIZE = 8;
/** Between baselines, in parts of the font's size. */
const LEADING = 1.35;
const ROW_PADDING = 3;

/** Prints a report row by row: a title and its facts, then the table, whose header begins each page. */
export class Printer {
  readonly #document: Document;
  readonly #layout: Layout;
  readonly #columns: TypedColumn[];
  readonly #about: FormatFacts;
  readonly #timezone: string;
  readonly #lefts: number[];
  /** On each page, below the table. */
  readonly #footer: string;
  /** Where the next thing begins, from the bottom. */
  #y = 0;

  constructor(document: Document, layout: Layout, { columns, about, timezone }: PrintJob) {
    this.#document = document;
    this.#layout = layout;
    this.#columns = columns;
    this.#about = about;
    this.#timezone = timezone;
    const generated = `${about.reportTitle} · generated ${formatInstant(about.generatedAt, timezone)} (${timezone})`;
    const room = ((this.#width - 120) * 1000) / FOOTER.size;
    this.#footer = wrapped(document.faces.regular, oneLine(generated), room)[0] ?? '';
    this.#lefts = layout.columns.map((_, index) =>
      layout.columns.slice(0, index).reduce((left, { width }) => left + width, MARGIN),
    );
    this.#newPage();
    this.#title();
    this.#header();
  }

  row(cells: Cell[]): void {
    const { fontSize } = this.#layout;
    const lines = this.#columns.map((column, index) => this.#cellLines(column, cells[index] ?? null, index));
    const leading = fontSize * LEADING;
    const most = Math.max(1, ...lines.map(({ length }) => length));
    let from = 0;
    // A row taller than what is left of a page goes on, rather than leave half a page empty.
    while (from < most) {
      const fitting = Math.floor((this.#y - this.#bottom - 2 * ROW_PADDING) / leading);
      if (fitting < Math.min(most - from, 3)) {
        this.#newPage();
        this.#header();
        continue;
      }
      const count = Math.min(most - from, fitting);
      const top = this.#y - ROW_PADDING;
      for (let index = 0; index < lines.length; index++) {
        const isNull = cells[index] == null;
        for (let line = 0; line < count; line++) {
          const text = lines[index]?.[from + line];
          if (text) this.#cell(text, index, top - line * leading - fontSize, isNull);
        }
      }
      from += count;
      this.#y = top - count * leading - ROW_PADDING;
      this.#document.fill(MARGIN, this.#y, this.#width, 0.5, INK.line);
    }
  }

  /** After the last row: that there is none, and what the reader should know. It answers what the pages could not show. */
  end(rows: number): FileNote[] {
    const { regular, bold } = this.#document.faces;
    const missing = [...regular.missing, ...bold.missing];
    const notes = fileNotes(
      'characters_missing',
      missing.map(([character, times]) => [scriptOf(character), times]),
    );
    if (rows === 0) this.#paragraph('No rows match.');
    const [, count = ''] = aboutLines(this.#about, this.#timezone, rows, []).find(([label]) => label === 'Rows') ?? [];
    this.#paragraph(`Rows: ${count}`);
    for (const note of notes) this.#paragraph(noteSentence(note));
    this.#document.end(FOOTER.size);
    return notes;
  }

  get #width(): number {
    return this.#layout.width - 2 * MARGIN;
  }

  get #bottom(): number {
    return FOOTER.y + 18;
  }

  #newPage(): void {
    const { width, height } = this.#layout;
    this.#document.addPage(width, height);
    this.#y = height - MARGIN;
    this.#document.pageNumber(MARGIN, FOOTER.y, FOOTER.size);
    const x = width - MARGIN - (this.#document.faces.regular.width(this.#footer) * FOOTER.size) / 1000;
    this.#document.text(this.#footer, x, FOOTER.y, FOOTER.size, 'regular', INK.quiet);
  }

  #title(): void {
    const { faces } = this.#document;
    for (const line of wrapped(faces.bold, oneLine(this.#about.reportTitle), (this.#width * 1000) / TITLE_SIZE)) {
      this.#y -= TITLE_SIZE * 1.2;
      this.#document.text(line, MARGIN, this.#y, TITLE_SIZE, 'bold');
    }
    this.#y -= 8;
    const labelWidth = 84;
    const room = ((this.#width - labelWidth) * 1000) / FACT_SIZE;
    for (const [label, text] of aboutLines(this.#about, this.#timezone, 0, [])) {
      if (label === 'Report' || label === 'Rows' || label === 'Times are in') continue;
      const lines = printedLines(text).flatMap((line) => wrapped(faces.regular, line, room));
      for (const [index, line] of lines.slice(0, MOST_FACT_LINES).entries()) {
        this.#y -= FACT_SIZE * LEADING + 1;
        if (index === 0) this.#document.text(label, MARGIN, this.#y, FACT_SIZE, 'regular', INK.quiet);
        this.#document.text(line, MARGIN + labelWidth, this.#y, FACT_SIZE);
      }
    }
    this.#y -= 14;
  }

  #header(): void {
    const { fontSize } = this.#layout;
    const leading = fontSize * LEADING;
    const lines = this.#columns.map(({ label }, index) =>
      wrapped(this.#document.faces.bold, oneLine(label), this.#room(index)),
    );
    const height = Math.max(...lines.map(({ length }) => length)) * leading + 2 * ROW_PADDING + 2;
    this.#document.fill(MARGIN, this.#y - height, this.#width, height, INK.band);
    lines.forEach((labelLines, index) => {
      // On the last line, next to the figures below.
      const first = this.#y - height + ROW_PADDING + 2 + (labelLines.length - 1) * leading + fontSize * 0.25;
      labelLines.forEach((line, place) => {
        const x = this.#x(index, this.#document.faces.bold.width(line));
        this.#document.text(line, x, first - place * leading, fontSize, 'bold');
      });
    });
    this.#y -= height;
  }

  #cellLines({ type }: TypedColumn, cell: Cell, index: number): string[] {
    if (cell === null) return ['–'];
    if (type === 'boolean') return [cell === 't' ? 'Yes' : 'No'];
    const room = this.#room(index);
    return printedLines(cell).flatMap((line) => wrapped(this.#document.faces.regular, line, room));
  }

  #cell(text: string, index: number, baseline: number, isNull: boolean): void {
    const x = this.#x(index, this.#document.faces.regular.width(text));
    this.#document.text(text, x, baseline, this.#layout.fontSize, 'regular', isNull ? INK.quiet : INK.text);
  }

  /** Where a text of this width begins in its column. */
  #x(index: number, width: number): number {
    const { fontSize, columns } = this.#layout;
    const left = (this.#lefts[index] ?? MARGIN) + PADDING;
    const column = columns[index];
    return column?.rightAligned ? left + column.width - 2 * PADDING - (width * fontSize) / 1000 : left;
  }

  #room(index: number): number {
    return (((this.#layout.columns[index]?.width ?? 0) - 2 * PADDING + 0.01) * 1000) / this.#layout.fontSize;
  }

  #paragraph(text: string): void {
    for (const line of wrapped(this.#document.faces.regular, oneLine(text), (this.#width * 1000) / FACT_SIZE)) {
      if (this.#y - 16 < this.#bottom) this.#newPage();
      this.#y -= FACT_SIZE * LEADING + 5;
      this.#document.text(line, MARGIN + PADDING, this.#y, FACT_SIZE, 'regular', INK.quiet);
    }
  }
}

interface PrintJob {
  columns: TypedColumn[];
  about: FormatFacts;
  timezone: string;
}

/** A filter may name a thousand values; the sheet and the history have them all. */
const MOST_FACT_LINES = 12;

const oneLine = (text: string) => printedLines(text).join(' ');

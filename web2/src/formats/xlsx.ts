import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { aboutLines } from './about';
import type { FormatOptions } from './catalogue';
import { type Cell, copyRows } from './copy-rows';
import { type FileNote, fileNotes, noteSentence } from './file-notes';
import type { Format, FormatJob } from './format';
import { type CutCells, cellSql } from './xlsx/cells';
import {
  contentTypesXml,
  packageRelsXml,
  type SheetEntry,
  sheetName,
  sheetPath,
  workbookRelsXml,
  workbookXml,
} from './xlsx/package';
import { aboutXml, tableXml } from './xlsx/sheet';
import { stylesXml } from './xlsx/styles';

type Options = FormatOptions<'xlsx'>;

/** What Excel takes in a sheet, below its header. */
const MOST_ROWS = 1_048_575;

/** A workbook for Excel and its kin: typed cells, a sheet for each `rowsPerSheet` rows, and one that says what they are. */
export function workbook(rowsPerSheet = MOST_ROWS): Format<Options> {
  return {
    copySql: (query, { columns, timezone }) =>
      `copy (select ${columns.map((column) => cellSql(column, timezone)).join(', ')} from (${query}) report) to stdout`,
    async *encode(copy, job, tell) {
      const zip = new ZipFile();
      const output = zip.outputStream as Readable;
      const rows = copyRows(copy);
      const written = writeParts(zip, job, paged(rows, rowsPerSheet), tell).catch((error) => output.destroy(error));
      try {
        yield* output;
      } finally {
        output.destroy();
        await written;
        await rows.return(undefined);
      }
    },
  };
}

export const xlsx = workbook();

async function writeParts(
  zip: ZipFile,
  job: FormatJob<Options>,
  rows: PagedRows,
  tell: (notes: FileNote[]) => void,
): Promise<void> {
  const { about, columns, timezone } = job;
  const entry = { mtime: about.generatedAt };
  const add = (path: string, xml: string) => zip.addBuffer(Buffer.from(xml), path, entry);
  const sheets: SheetEntry[] = [];
  const cut: CutCells = new Map();
  let total = 0;

  add('[Content_Types].xml', contentTypesXml);
  add('_rels/.rels', packageRelsXml);
  add('xl/styles.xml', stylesXml);
  do {
    const page = rows.page();
    const source = Readable.from(tableXml(columns, page, cut), { objectMode: false, highWaterMark: 1 << 18 });
    // Whoever stops reading the file stops what it is made from.
    zip.outputStream.once('close', () => source.destroy());
    zip.addReadStream(source, sheetPath(sheets.length + 1), { ...entry, compressionLevel: LEVEL });
    await finished(source);
    const count = rows.taken() - total;
    total = rows.taken();
    sheets.push({
      name: sheetName(about.reportTitle, sheets.length + 1),
      rows: count + 1,
      columns: columns.length,
    });
  } while (await rows.more());
  sheets.push({ name: 'About', rows: 0, columns: 0 });
  const notes = fileNotes('cells_cut', cut);
  tell(notes);
  add(sheetPath(sheets.length), aboutXml(aboutLines(about, timezone, total, notes.map(noteSentence))));
  add('xl/workbook.xml', workbookXml(sheets));
  add('xl/_rels/workbook.xml.rels', workbookRelsXml(sheets));
  zip.end();
}

/** Sheets are so repetitive that more effort gains little for its time. */
const LEVEL = 1;

interface PagedRows {
  /** Batches of at most the next `size` rows together; the first page may be one empty batch. */
  page(): AsyncGenerator<Cell[][]>;
  more(): Promise<boolean>;
  taken(): number;
}

function paged(batches: AsyncGenerator<Cell[][]>, size: number): PagedRows {
  let waiting: Cell[][] = [];
  let taken = 0;
  const more = async () => {
    while (waiting.length === 0) {
      const next = await batches.next();
      if (next.done) return false;
      waiting = next.value;
    }
    return true;
  };
  return {
    more,
    taken: () => taken,
    async *page() {
      let room = size;
      if (!(await more())) yield [];
      while (room > 0 && (await more())) {
        const batch = waiting.slice(0, room);
        waiting = waiting.slice(room);
        room -= batch.length;
        taken += batch.length;
        yield batch;
      }
    },
  };
}

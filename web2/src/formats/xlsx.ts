import { aboutLines } from './about';
import type { FormatOptions } from './catalogue';
import { type CopyFields, copyFields } from './copy-fields';
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
import { aboutXml, type RowRange, tableXml } from './xlsx/sheet';
import { stylesXml } from './xlsx/styles';
import { type ZipEntry, zipArchive } from './xlsx/zip';

type Options = FormatOptions<'xlsx'>;

/** What Excel takes in a sheet, below its header. */
const MOST_ROWS = 1_048_575;
/** Sheets are so repetitive that more effort gains little for its time. */
const LEVEL = 1;

/** A workbook for Excel and its kin: typed cells, a sheet for each `rowsPerSheet` rows, and one that says what they are. */
export function workbook(rowsPerSheet = MOST_ROWS): Format<Options> {
  return {
    copySql: (query, { columns, timezone }) =>
      `copy (select ${columns.map((column) => cellSql(column, timezone)).join(', ')} from (${query}) report) to stdout`,
    async *encode(copy, job, tell) {
      const batches = copyFields(copy, job.columns.length);
      try {
        const entries = parts(job, paged(batches, rowsPerSheet), tell);
        yield* zipArchive(entries, { modified: job.about.generatedAt, level: LEVEL });
      } finally {
        // Whoever stops taking the file stops what it is made from.
        await batches.return(undefined);
      }
    },
  };
}

export const xlsx = workbook();

async function* parts(
  { about, columns, timezone }: FormatJob<Options>,
  pages: Pages,
  tell: (notes: FileNote[]) => void,
): AsyncGenerator<ZipEntry> {
  const part = (path: string, xml: string) => ({ path, pieces: [Buffer.from(xml)] });
  const sheets: SheetEntry[] = [];
  const cut: CutCells = new Map();
  let total = 0;

  yield part('[Content_Types].xml', contentTypesXml);
  yield part('_rels/.rels', packageRelsXml);
  yield part('xl/styles.xml', stylesXml);
  do {
    yield { path: sheetPath(sheets.length + 1), pieces: tableXml(columns, pages.page(), cut) };
    const count = pages.taken() - total;
    total = pages.taken();
    sheets.push({ name: sheetName(about.reportTitle, sheets.length + 1), rows: count + 1, columns: columns.length });
  } while (await pages.more());
  sheets.push({ name: 'About', rows: 0, columns: 0 });
  const notes = fileNotes('cells_cut', cut);
  tell(notes);
  yield part(sheetPath(sheets.length), aboutXml(aboutLines(about, timezone, total, notes.map(noteSentence))));
  yield part('xl/workbook.xml', workbookXml(sheets));
  yield part('xl/_rels/workbook.xml.rels', workbookRelsXml(sheets));
}

interface Pages {
  /** The next `size` rows at most; the first page is one empty range where there are none. */
  page(): AsyncGenerator<RowRange>;
  more(): Promise<boolean>;
  taken(): number;
}

function paged(batches: AsyncGenerator<CopyFields>, size: number): Pages {
  let waiting: RowRange = { fields: NO_FIELDS, from: 0, to: 0 };
  let taken = 0;
  const more = async () => {
    while (waiting.from === waiting.to) {
      const next = await batches.next();
      if (next.done) return false;
      waiting = { fields: next.value, from: 0, to: next.value.rows };
    }
    return true;
  };
  return {
    more,
    taken: () => taken,
    async *page() {
      if (!(await more())) yield waiting;
      for (let room = size; room > 0 && (await more()); ) {
        const { fields, from } = waiting;
        const to = Math.min(waiting.to, from + room);
        waiting = { ...waiting, from: to };
        room -= to - from;
        taken += to - from;
        yield { fields, from, to };
      }
    },
  };
}

const NO_FIELDS: CopyFields = { bytes: Buffer.alloc(0), ends: new Int32Array(0), rows: 0 };

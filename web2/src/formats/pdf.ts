import { escapeIdentifier, escapeLiteral } from 'pg';
import { ExportError } from '@/lib/errors';
import type { ReportColumn } from '@/reports/schema';
import type { FormatOptions } from './catalogue';
import { copyRows } from './copy-rows';
import type { Format } from './format';
import { listText } from './list-text';
import { fontFiles } from './pdf/fonts';
import { layOut } from './pdf/layout';
import type { Printer } from './pdf/printer';

type Options = FormatOptions<'pdf'>;

/** Some two thousand pages: more than anyone prints. */
export const MOST_PDF_ROWS = 100_000;

/** Pages to print or read, with the facts on top and the table's header on each. */
export const pdf: Format<Options> = {
  copySql: (query, { columns, timezone }) =>
    `copy (select ${columns.map((column) => cellSql(column, timezone)).join(', ')} from (${query}) report) to stdout`,
  async *encode(copy, job, tell) {
    // Loaded by who needs it: pdfkit takes more memory than writing any other format.
    const [{ Document }, { Printer }] = await Promise.all([import('./pdf/document'), import('./pdf/printer')]);
    const document = new Document(await fontFiles(), job.about);
    let printer: Printer | undefined;
    let rows = 0;
    for await (const batch of copyRows(copy)) {
      printer ??= new Printer(document, layOut(job.columns, batch, document.faces, job.options), job);
      rows += batch.length;
      if (rows > MOST_PDF_ROWS) throw tooManyRows();
      for (const cells of batch) printer.row(cells);
      const pages = document.taken();
      if (pages) yield pages;
    }
    printer ??= new Printer(document, layOut(job.columns, [], document.faces, job.options), job);
    tell(printer.end(rows));
    const rest = document.taken();
    if (rest) yield rest;
  },
};

function cellSql({ name, type }: ReportColumn, timezone: string): string {
  const column = escapeIdentifier(name);
  switch (type) {
    case 'timestamp':
      return momentSql(column, `(${column} at time zone ${escapeLiteral(timezone)})`);
    case 'local_timestamp':
      return momentSql(column, column);
    case 'list':
      return listText(column);
    default:
      return column;
  }
}

/** What to_char makes nothing of (infinity) or a year without its era is written as PostgreSQL writes it. */
const momentSql = (column: string, local: string) =>
  `case when ${column} >= '0001-01-02' and ${column} < 'infinity' then to_char(${local}, 'YYYY-MM-DD HH24:MI:SS') else ${local}::text end`;

function tooManyRows(): ExportError {
  const limit = MOST_PDF_ROWS.toLocaleString('en');
  return new ExportError(
    'too_many_rows_for_pdf',
    `The report has more than the ${limit} rows that a PDF may hold. Shorten its period, add a filter, set a row limit, or choose Excel or CSV.`,
    { retryable: false },
  );
}

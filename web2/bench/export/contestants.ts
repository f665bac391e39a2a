import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { to as copyTo } from 'pg-copy-streams';
import { FORMAT_IDS, type FormatId } from '@/formats/catalogue';
import { copyRows } from '@/formats/copy-rows';
import { fontFiles } from '@/formats/pdf/fonts';
import { createExportStorage } from '@/storage/export-storage';
import { asOwner, ourExport } from './our-export';
import type { BenchConfig } from './world';

export interface Task {
  contestant: string;
  rows: number;
  /** For what a rival writes. */
  file: string;
}

type Contestant = (config: BenchConfig, task: Task) => Promise<number>;

/** Each writes `rows` rows under the owner's row-level security and answers how many bytes it wrote. */
export const CONTESTANTS: Record<string, Contestant> = {
  ...Object.fromEntries(FORMAT_IDS.map((format) => [format, ours(format, 'bench')])),
  'csv x 5': ours('csv', 'bench_five'),
  'psql \\copy': psqlCopy,
  'COPY to a file': plainCopy,
  exceljs,
  'pdfkit table()': pdfkitTable,
  pdfmake,
};

const COLUMNS = 'id, customer, region, amount, score, passed, assessed_on, updated_at, reference, note';
const HEADER = COLUMNS.split(', ');

const querySql = ({ organization }: BenchConfig, { rows }: Task) =>
  `select ${COLUMNS} from reports.bench where organization_id = '${organization}'::uuid limit ${rows}`;

function ours(format: FormatId, report: string): Contestant {
  return async (config, { rows }) => {
    const storage = createExportStorage({ url: config.apiUrl, secretKey: config.secretKey });
    const path = `${config.organization}/${randomUUID()}/file`;
    const written = await ourExport(config, storage, path, { format, report_type: report, row_limit: rows });
    if (written.rowCount !== rows) throw new Error(`${written.rowCount} rows instead of ${rows}`);
    await storage.remove([path]);
    return written.byteSize;
  };
}

/** psql's own client for COPY, to a file, for the same query as the same person. */
async function psqlCopy(config: BenchConfig, task: Task): Promise<number> {
  const claims = JSON.stringify({ sub: config.owner, role: 'authenticated' });
  const settings = `set local role authenticated; select set_config('request.jwt.claims', '${claims}', true), set_config('request.jwt.claim.sub', '${config.owner}', true)`;
  const copy = `\\copy (${querySql(config, task)}) to '${task.file}' csv`;
  const commands = ['begin', settings, copy, 'commit'].flatMap((command) => ['-c', command]);
  await promisify(execFile)('psql', [config.databaseUrl, '-q', '-v', 'ON_ERROR_STOP=1', ...commands]);
  return sizeOf(task.file);
}

/** The same without psql, where there is none. */
async function plainCopy(config: BenchConfig, task: Task): Promise<number> {
  await asOwner(config, (client) =>
    pipeline(
      client.query(copyTo(`copy (${querySql(config, task)}) to stdout csv`, { highWaterMark: 1 << 20 })),
      createWriteStream(task.file, { highWaterMark: 1 << 20 }),
    ),
  );
  return sizeOf(task.file);
}

async function exceljs(config: BenchConfig, task: Task): Promise<number> {
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: task.file });
  const sheet = workbook.addWorksheet('Bench');
  sheet.addRow(HEADER).commit();
  await eachRow(config, task, ([id, customer, region, amount, score, passed, day, at, reference, note]) => {
    sheet
      .addRow([
        ...[Number(id), customer, region, Number(amount), Number(score), passed === 't'],
        ...[new Date(String(day)), new Date(String(at)), reference, note],
      ])
      .commit();
  });
  await workbook.commit();
  return sizeOf(task.file);
}

async function pdfkitTable(config: BenchConfig, task: Task): Promise<number> {
  const { default: PDFDocument } = await import('pdfkit');
  // By its path: given the bytes, it would read the font again for each cell, at 36 rows/s.
  const font = await fontOnDisk(task);
  const document = new PDFDocument({ size: 'A4', layout: 'landscape', margin: 36 });
  const written = pipeline(document, createWriteStream(task.file));
  document.font(font).fontSize(7);
  const table = document.table({ rowStyles: () => ({ border: [0, 0, 0.5, 0] }) });
  table.row(HEADER);
  await eachRow(config, task, (cells) => {
    table.row(cells.map((cell) => cell ?? '–'));
  });
  table.end();
  document.end();
  await written;
  return sizeOf(task.file);
}

async function pdfmake(config: BenchConfig, task: Task): Promise<number> {
  // Its declared types are those of an older version.
  const { default: maker } = (await import('pdfmake' as string)) as { default: PdfMake };
  const font = await fontOnDisk(task);
  maker.setLocalAccessPolicy(() => true);
  maker.setUrlAccessPolicy(() => false);
  maker.addFonts({ Noto: { normal: font } });
  const body: string[][] = [HEADER];
  await eachRow(config, task, (cells) => {
    body.push(cells.map((cell) => cell ?? '–'));
  });
  const content = [{ table: { headerRows: 1, widths: HEADER.map(() => '*'), body }, layout: 'lightHorizontalLines' }];
  await maker
    .createPdf({ pageSize: 'A4', pageOrientation: 'landscape', defaultStyle: { font: 'Noto', fontSize: 7 }, content })
    .write(task.file);
  return sizeOf(task.file);
}

interface PdfMake {
  setLocalAccessPolicy(policy: () => boolean): void;
  setUrlAccessPolicy(policy: () => boolean): void;
  addFonts(fonts: object): void;
  createPdf(definition: object): { write(file: string): Promise<void> };
}

/** The font that we draw with. */
async function fontOnDisk({ file }: Task): Promise<string> {
  const { regular } = await fontFiles();
  await writeFile(`${file}.ttf`, regular);
  return `${file}.ttf`;
}

/** Rivals get their rows by the same COPY and parser as we do. */
async function eachRow(config: BenchConfig, task: Task, take: (cells: (string | null)[]) => void): Promise<void> {
  await asOwner(config, async (client) => {
    const copy = client.query(copyTo(`copy (${querySql(config, task)}) to stdout`));
    for await (const batch of copyRows(copy)) for (const cells of batch) take(cells);
  });
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file)).size;
}

import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { type Facts, factsSql, OUTSIDE_PROGRAMS, OUTSIDE_READERS } from '#test/outside-readers';
import { FORMAT_IDS, type FormatId } from '@/formats/catalogue';
import { MOST_PDF_ROWS } from '@/formats/pdf';
import { ExportError } from '@/lib/errors';
import { createExportStorage } from '@/storage/export-storage';
import { asOwner, ourExport } from './export/our-export';
import { prepare } from './export/world';

/**
 * `pnpm check:readers`: each format of no row, one, and a million (a PDF of 20,000), written as the worker does it
 * and opened by programs that others wrote. What they find must be what PostgreSQL says of the same rows; else it exits with 1.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    /** `--only xlsx,parquet` */
    only: { type: 'string', default: FORMAT_IDS.join(',') },
  },
});
const ROWS = Number(values.rows);
/** More would take its readers many minutes. */
const PDF_ROWS = 20_000;
const { config, stack } = await prepare(ROWS);
const folder = await mkdtemp(path.join(tmpdir(), 'check-readers-'));
try {
  for (const format of values.only.split(',') as FormatId[]) {
    const most = format === 'pdf' ? Math.min(ROWS, PDF_ROWS) : ROWS;
    for (const rows of [0, 1, most]) await check(format, rows);
    if (format === 'pdf' && ROWS > MOST_PDF_ROWS) await checkRefused(format, ROWS);
  }
} finally {
  await stack.stop();
  await rm(folder, { recursive: true });
}

async function check(format: FormatId, rows: number): Promise<void> {
  const file = path.join(folder, `${rows}.${format}`);
  await write(format, rows, file);
  const expected = await postgresFacts(rows);
  const size = ((await stat(file)).size / 1e6).toFixed(1);
  for (const [name, read] of Object.entries({ ...OUTSIDE_READERS[format], ...OUTSIDE_PROGRAMS[format] })) {
    const start = performance.now();
    const found = await read(file).catch((error: Error): Facts => ({ error: error.message }));
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const differing = Object.keys(found).filter((fact) => !isDeepStrictEqual(found[fact], expected[fact]));
    const faults = differing.map((fact) => `${fact} ${found[fact]} instead of ${expected[fact]}`);
    say(faults.length === 0, `${format}, ${count(rows)}, ${size} MB, ${name} in ${seconds} s ${faults.join('; ')}`);
  }
  await rm(file);
}

async function checkRefused(format: FormatId, rows: number): Promise<void> {
  const error = await write(format, rows, path.join(folder, 'refused')).catch((thrown: unknown) => thrown);
  const isRefused = error instanceof ExportError && error.code === 'too_many_rows_for_pdf';
  say(isRefused, `${format}, ${count(rows)}: ${error instanceof Error ? error.message : 'written'}`);
}

async function write(format: FormatId, rows: number, file: string): Promise<void> {
  const storage = {
    ...createExportStorage({ url: config.apiUrl, secretKey: config.secretKey }),
    upload: (_: string, body: NodeJS.ReadableStream) => pipeline(body, createWriteStream(file)),
  };
  const columns = 'id, customer, region, amount, score, passed, assessed_on, updated_at, reference, note'.split(', ');
  const filters = { id: { lte: rows } };
  await ourExport(config, storage, file, { format, columns, filters, timezone: 'UTC' });
}

async function postgresFacts(rows: number): Promise<Facts> {
  const moment = (at: string) => `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')`;
  const sql = `with report as (select * from reports.bench where id <= ${rows}) ${factsSql(moment)}`;
  return asOwner(config, async (client) => (await client.query<Facts>(sql)).rows[0] ?? {});
}

function count(rows: number): string {
  return `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;
}

function say(holds: boolean, line: string): void {
  if (!holds) process.exitCode = 1;
  process.stdout.write(`${holds ? 'ok  ' : 'FAIL'} ${line.trimEnd()}\n`);
}

import { execFile, execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import XLSX from '@e965/xlsx';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import Papa from 'papaparse';
import { extractText } from 'unpdf';
import type { FormatId } from '@/formats/catalogue';

/** What a reader finds in a file of the bench's report: enough to tell whether every row and column came through. */
export type Facts = Record<string, number | string | null>;
type Reader = (file: string) => Promise<Facts>;

/** The same facts of a table `report`, by any SQL. `moment` writes a timestamp as `2026-01-31 09:00:00`. */
export const factsSql = (moment: (timestamp: string) => string) => `
  select count(*)::integer as rows, coalesce(sum(id), 0)::double precision as ids, count(distinct region)::integer as regions,
    coalesce(sum(round(amount * 100)), 0)::double precision as cents, coalesce(sum(floor(score)), 0)::double precision as scores,
    count(case when passed then 1 end)::integer as passed, min(assessed_on)::varchar as first_day, max(assessed_on)::varchar as last_day,
    ${moment('max(updated_at)')} as last_at, count(reference)::integer as references_, count(note)::integer as notes,
    coalesce(sum(length(customer)), 0)::double precision as names, coalesce(sum(length(note)), 0)::double precision as characters
  from report`;

/** One row as a reader has it, each value brought to one form. */
interface Row {
  id: number;
  customer: string;
  region: string;
  amount: number;
  score: number;
  passed: boolean;
  /** `2026-01-31` */
  day: string;
  /** `2026-01-31 09:00:00` */
  at: string;
  reference: string | null;
  note: string | null;
}

/** Takes the facts of rows one by one, for readers that have no SQL. */
function tally() {
  const sum = { rows: 0, ids: 0, cents: 0, scores: 0, passed: 0, references_: 0, notes: 0, names: 0, characters: 0 };
  const regions = new Set<string>();
  const [days, moments]: [string[], string[]] = [[], []];
  return {
    add({ id, customer, region, amount, score, passed, day, at, reference, note }: Row): void {
      sum.rows += 1;
      sum.ids += id;
      sum.cents += Math.round(amount * 100);
      sum.scores += Math.floor(score);
      if (passed) sum.passed += 1;
      if (reference !== null) sum.references_ += 1;
      if (note !== null) sum.notes += 1;
      sum.names += customer.length;
      sum.characters += note?.length ?? 0;
      regions.add(region);
      if (days[0] === undefined || day < days[0]) days[0] = day;
      if (days[1] === undefined || day > days[1]) days[1] = day;
      if (moments[0] === undefined || at > moments[0]) moments[0] = at;
    },
    facts: (): Facts => ({
      ...{ ...sum, regions: regions.size },
      ...{ first_day: days[0] ?? null, last_day: days[1] ?? null, last_at: moments[0] ?? null },
    }),
  };
}

const COLUMNS = {
  ...{ id: 'BIGINT', customer: 'VARCHAR', region: 'VARCHAR', amount: 'DECIMAL(12,2)', score: 'DOUBLE' },
  ...{ passed: 'BOOLEAN', assessed_on: 'DATE', updated_at: 'TIMESTAMP', reference: 'VARCHAR', note: 'VARCHAR' },
};
const TYPES = `{${Object.entries(COLUMNS).map(([name, type]) => `${name}: '${type}'`)}}`;

/** @param from what DuckDB calls the file, such as `read_parquet('…')` */
const duckdb =
  (from: (file: string) => string): Reader =>
  async (file) => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    try {
      await connection.run(`set timezone = 'UTC'; create view report as from ${from(file)}`);
      const answer = await connection.runAndReadAll(factsSql((at) => `strftime(${at}, '%Y-%m-%d %H:%M:%S')`));
      return answer.getRowObjectsJson()[0] as Facts;
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  };

const papaparse: Reader = async (file) => {
  const { add, facts } = tally();
  await eachCsvRow(file, add);
  return facts();
};

async function eachCsvRow(file: string, add: (row: Row) => void): Promise<void> {
  let isHeader = true;
  await new Promise<void>((resolve, reject) => {
    Papa.parse<string[]>(createReadStream(file, 'utf8'), {
      skipEmptyLines: true,
      step: ({ data, errors }) => {
        if (errors[0]) reject(new Error(errors[0].message));
        if (!isHeader) add(textRow(data));
        isHeader = false;
      },
      complete: () => resolve(),
      error: reject,
    });
  });
}

const textRow = ([id, customer, region, amount, score, passed, day, at, reference, note]: string[]): Row => ({
  ...{ id: Number(id), customer: customer ?? '', region: region ?? '', amount: Number(amount), score: Number(score) },
  ...{ passed: /^true$/i.test(passed ?? ''), day: day ?? '', at: (at ?? '').replace('T', ' ') },
  ...{ reference: reference || null, note: note || null },
});

interface JsonRow {
  id: number;
  customer: string;
  region: string;
  amount: number | string;
  score: number;
  passed: boolean;
  assessed_on: string;
  updated_at: string;
  reference: string | null;
  note: string | null;
}

const jsonRow = ({ amount, assessed_on, updated_at, ...rest }: JsonRow): Row => ({
  ...{ ...rest, amount: Number(amount), day: assessed_on },
  at: new Date(updated_at).toISOString().slice(0, 19).replace('T', ' '),
});

const jsonParse: Reader = async (file) => {
  const { add, facts } = tally();
  for (const row of JSON.parse(await readFile(file, 'utf8')) as JsonRow[]) add(jsonRow(row));
  return facts();
};

const jsonLines: Reader = async (file) => {
  const { add, facts } = tally();
  for await (const line of createInterface(createReadStream(file))) add(jsonRow(JSON.parse(line) as JsonRow));
  return facts();
};

const hyparquet: Reader = async (file) => {
  const { add, facts } = tally();
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors });
  for (const { assessed_on, updated_at, ...rest } of rows) {
    add({
      ...{ ...(rest as unknown as Row), id: Number(rest.id) },
      day: (assessed_on as Date).toISOString().slice(0, 10),
      at: (updated_at as Date).toISOString().slice(0, 19).replace('T', ' '),
      reference: (rest.reference as string | undefined) ?? null,
      note: (rest.note as string | undefined) ?? null,
    });
  }
  return facts();
};

/** Of all sheets but the last, which says what they are. */
const sheetJs: Reader = async (file) => {
  const { add, facts } = tally();
  const book = XLSX.read(await readFile(file), { dense: true, cellText: false, cellHTML: false });
  const moment = (days: number) => new Date(Math.round((days - 25_569) * 86_400) * 1000).toISOString();
  for (const name of book.SheetNames.slice(0, -1)) {
    const cells = book.Sheets[name]?.['!data'] ?? [];
    for (const row of cells.slice(1)) {
      const [id, customer, region, amount, score, passed, day, at, reference, note] = row.map((cell) => cell?.v);
      add({
        ...{ id: Number(id), customer: String(customer), region: String(region), amount: Number(amount) },
        ...{ score: Number(score), passed: passed === true },
        ...{ day: moment(Number(day)).slice(0, 10), at: moment(Number(at)).slice(0, 19).replace('T', ' ') },
        ...{ reference: (reference as string) ?? null, note: (note as string) ?? null },
      });
    }
  }
  return facts();
};

/** LibreOffice, which makes CSV of every sheet; papaparse reads those of rows. */
const libreOffice: Reader = async (file) => {
  const { add, facts } = tally();
  const folder = await mkdtemp(path.join(tmpdir(), 'libreoffice-'));
  try {
    // Comma, quotes, UTF-8, as shown, every sheet.
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    await promisify(execFile)('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', folder, file]);
    const sheets = (await readdir(folder)).filter((name) => name.endsWith('.csv') && !name.endsWith('-About.csv'));
    if (sheets.length === 0) throw new Error(`LibreOffice found no sheet in ${file}`);
    for (const sheet of sheets) await eachCsvRow(path.join(folder, sheet), add);
  } finally {
    await rm(folder, { recursive: true });
  }
  return facts();
};

/** Rows and their numbers, which each `Customer 7` names; cells of a page cannot be told apart for sure. */
function pageFacts(text: string): Facts {
  const ids = [...text.matchAll(/Customer\s+(\d+)/g)].map(([, id]) => Number(id));
  return { rows: ids.length, ids: ids.reduce((total, id) => total + id, 0) };
}

const unpdf: Reader = async (file) =>
  pageFacts((await extractText(new Uint8Array(await readFile(file)), { mergePages: true })).text);

const pdftotext: Reader = async (file) => {
  const { stdout } = await promisify(execFile)('pdftotext', ['-raw', file, '-'], { maxBuffer: 1 << 30 });
  return pageFacts(stdout);
};

/** Libraries that others wrote, by format: each a way to read what we write. */
export const OUTSIDE_READERS: Record<FormatId, Record<string, Reader>> = {
  csv: { papaparse, DuckDB: duckdb((file) => `read_csv('${file}', header = true, columns = ${TYPES})`) },
  json: { 'JSON.parse': jsonParse, DuckDB: duckdb((file) => `read_json('${file}', columns = ${TYPES})`) },
  ndjson: { 'JSON.parse': jsonLines, DuckDB: duckdb((file) => `read_ndjson('${file}', columns = ${TYPES})`) },
  parquet: { hyparquet, DuckDB: duckdb((file) => `read_parquet('${file}')`) },
  xlsx: { SheetJS: sheetJs },
  pdf: { unpdf },
};

/** Programs, where they are installed; they take seconds to start. */
export const OUTSIDE_PROGRAMS: Partial<Record<FormatId, Record<string, Reader>>> = {
  ...(isInstalled('soffice') && { xlsx: { LibreOffice: libreOffice } }),
  ...(isInstalled('pdftotext') && { pdf: { pdftotext } }),
};

function isInstalled(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

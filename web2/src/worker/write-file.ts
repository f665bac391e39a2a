import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { fileType } from '@/formats/compression';
import type { FileNote } from '@/formats/file-notes';
import type { FormatFacts } from '@/formats/format';
import { pack } from '@/formats/pack';
import { formatWriter } from '@/formats/registry';
import { ExportError } from '@/lib/errors';
import { toReport } from '@/reports/catalogue';
import { withDecimals } from '@/reports/column-types';
import { describeConditions } from '@/reports/describe-conditions';
import { type ReportQuery, reportSql, toReportQuery, truncatedSql } from '@/reports/query';
import type { Definition } from '@/scheduled-exports/definition';
import type { ExportStorage } from '@/storage/export-storage';

export interface WrittenFile {
  rowCount: number;
  byteSize: number;
  sha256: string;
  rowsSha256: string;
  /** What the file does not hold as the report has it. */
  notes: FileNote[];
}

interface Job {
  definition: Definition;
  organizationId: string;
  scheduledFor: Date;
  /** The reporting period; `end` is exclusive. */
  period: FormatFacts['period'];
  path: string;
  /** Of the file inside a zip archive. */
  innerName: string;
  /** Of a zip archive. */
  password: string | null;
  signal: AbortSignal;
  /** Called now and then with the rows so far. */
  onProgress: (rows: number) => void;
}

/**
 * Streams a report from Postgres through its format to Storage, in the reader's open transaction, in flat memory.
 * @throws ExportError, ValidationError, or what Postgres and Storage throw
 */
export async function writeFile(client: PoolClient, storage: ExportStorage, job: Job): Promise<WrittenFile> {
  const { definition } = job;
  const query = await resolveQuery(client, definition, job.organizationId);
  const about = await facts(client, job, query);
  const format = formatWriter(definition.format, {
    columns: await withDecimals(client, query.reportType, query.columns),
    timezone: definition.timezone,
    options: definition.format_options,
    about,
  });
  const copy = client.query(copyTo(format.copySql(reportSql(query))));
  // Unheard, an error while nobody reads would end the process; and a late reader is told only that the stream has closed.
  let copyError: unknown;
  const keepError = (error: Error) => {
    // Whoever leaves off reading destroys the stream with it; what went wrong is why they did.
    if (error.name !== 'AbortError') copyError ??= error;
  };
  copy.on('error', keepError);
  client.on('error', keepError);
  const hash = { file: createHash('sha256'), rows: createHash('sha256') };
  let byteSize = 0;
  let lines = 0;

  async function* rows() {
    for await (const chunk of copy as AsyncIterable<Buffer>) {
      hash.rows.update(chunk);
      lines += countLines(chunk);
      job.onProgress(lines);
      yield chunk;
    }
  }

  async function* bytes() {
    const packing = {
      ...{ compression: definition.compression, name: job.innerName, password: job.password },
      modified: about.generatedAt,
    };
    for await (const chunk of pack(format.encode(rows()), packing)) {
      hash.file.update(chunk);
      byteSize += chunk.length;
      yield chunk;
    }
  }

  const stop = () => copy.destroy(new Error('stopped', { cause: job.signal.reason }));
  job.signal.addEventListener('abort', stop, { once: true });
  try {
    job.signal.throwIfAborted();
    const body = Readable.from(bytes(), { objectMode: false });
    await storage.upload(job.path, body, fileType(definition).contentType);
    if (!body.readableEnded) {
      throw new ExportError('storage_unavailable', 'Storage did not take the whole file.', { retryable: true });
    }
  } catch (error) {
    throw copyError ?? error;
  } finally {
    client.removeListener('error', keepError);
    job.signal.removeEventListener('abort', stop);
    if (!copy.readableEnded) copy.destroy();
  }
  job.signal.throwIfAborted();
  const rowCount = copy.rowCount;
  const isCut = query.rowLimit !== null && rowCount >= query.rowLimit && (await isTruncated(client, query));
  const cut: FileNote = { code: 'rows_left_out', count: rowCount, names: [], more_names: 0 };
  const notes = [...(isCut ? [cut] : []), ...format.notes];
  return { rowCount, byteSize, notes, sha256: hash.file.digest('hex'), rowsSha256: hash.rows.digest('hex') };
}

async function facts(
  client: PoolClient,
  { definition, scheduledFor, period }: Job,
  query: ReportQuery,
): Promise<FormatFacts> {
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
  return {
    organizationName: definition.organization_name,
    scheduleName: definition.name,
    reportTitle: definition.report_title || definition.report_type,
    filters: describeConditions(query.conditions),
    period,
    scheduledFor,
    generatedAt: rows[0]?.now ?? scheduledFor,
    rowLimit: definition.row_limit,
  };
}

/** The definition against the catalogue as the owner sees it now: PostgREST bypasses the API's checks, and views change. */
async function resolveQuery(client: PoolClient, definition: Definition, organizationId: string): Promise<ReportQuery> {
  const { rows } = await client.query('select * from public.report_catalog() where report_type = $1', [
    definition.report_type,
  ]);
  if (!rows[0]) {
    throw new ExportError(
      'report_missing',
      `The report “${definition.report_title || definition.report_type}” no longer exists, or its owner may not read it. Choose another in the job, and run the job again.`,
      {
        retryable: false,
      },
    );
  }
  return toReportQuery(toReport(rows[0]), definition, organizationId);
}

async function isTruncated(client: PoolClient, query: ReportQuery): Promise<boolean> {
  const { rows } = await client.query<{ truncated: boolean }>(truncatedSql(query));
  return rows[0]?.truncated ?? false;
}

function countLines(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  return lines;
}

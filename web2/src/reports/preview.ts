import type { PoolClient } from 'pg';
import { escapeIdentifier } from 'pg';
import { z } from 'zod';
import { tokenSql } from '@/formats/json-rows';
import { appDatabase } from '@/lib/app-database';
import { AppError, NotFoundError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { isFaultOfQuery, QUERY_CANCELED, sqlState } from '@/lib/sql-state';
import { isTimezone } from '@/recurrence/timezone';
import { findReport } from './catalogue';
import { countRows } from './count-rows';
import { type ReportQuery, reportSql, rowsSql, toReportQuery } from './query';
import { readAsMember } from './read-as-member';
import { resolvePeriods } from './resolve-periods';
import { type Report, type ReportColumn, reportColumnSchema, selectionSchema } from './schema';

const MOST_ROWS = 50;
const MOST_BYTES = 1_000_000;
const MOST_CHARACTERS = 500;
const TIME_LIMIT_MS = 10_000;
const COUNT_BUDGET_MS = 2_000;

export const previewRequestSchema = selectionSchema
  .extend({
    timezone: z.string().refine(isTimezone, 'Use an IANA time zone such as America/New_York.'),
    /** The occurrence from which periods are resolved; the present by default. */
    as_of: z.iso
      .datetime({ offset: true, abort: true, error: 'Write an instant such as 2027-03-01T09:00:00Z.' })
      .refine((at) => at >= '1970-01-02' && at < '9998', 'Choose an instant from 1970 to 9997.'),
    organization_id: z.uuid(),
  })
  .partial()
  .strict();
export type PreviewRequest = z.infer<typeof previewRequestSchema>;

export const reportPreviewSchema = z.object({
  report_type: z.string(),
  as_of: z.string(),
  timezone: z.string(),
  /** The first resolved period, `end` exclusive; null without one. */
  period: z.object({ start: z.string(), end: z.string() }).nullable(),
  columns: z.array(reportColumnSchema),
  /** At most 50, and fewer where they are large. Numbers that JSON would round, and long texts cut short with “…”, are texts. */
  rows: z.array(z.record(z.string(), z.unknown())),
  /** How many rows the file would have. */
  row_count: z.int(),
  /** False when counting took too long: there are more than `row_count`. */
  row_count_is_exact: z.boolean(),
  /** Whether the row limit leaves rows out. */
  truncated: z.boolean(),
});
export type ReportPreview = z.infer<typeof reportPreviewSchema>;

/**
 * What a report holds now, read as the caller through the query of an export, in one read-only snapshot.
 * @throws NotFoundError, ValidationError, AppError report_unreadable when it takes over 10 seconds or fails
 */
export async function previewReport(
  ctx: UserContext,
  reportType: string,
  organizationId: string,
  { filters = {}, columns = null, sort = [], row_limit = null, timezone = 'UTC', as_of }: PreviewRequest,
): Promise<ReportPreview> {
  const report = await findReport(ctx, reportType);
  if (!report) throw new NotFoundError('report');
  const selection = { filters, columns, sort, row_limit };
  toReportQuery(report, selection, organizationId); // a mistake is told before a connection is taken
  const reader = {
    ...{ userId: ctx.userId, organizationId, roles: ['viewer', 'editor', 'admin', 'owner'], timeoutMs: TIME_LIMIT_MS },
  };
  try {
    return await appDatabase().session((client) =>
      readAsMember(client, reader, async () => {
        const occurrence = await readOccurrence(client, organizationId, timezone, as_of);
        const resolved = resolvePeriods(filters, occurrence);
        const query = toReportQuery(report, { ...selection, filters: resolved.filters }, organizationId);
        return {
          ...{ report_type: reportType, as_of: occurrence.at.toISOString(), timezone },
          period: resolved.period && {
            start: resolved.period.start.toISOString(),
            end: resolved.period.end.toISOString(),
          },
          columns: query.columns,
          ...(await readRows(client, query)),
        };
      }),
    );
  } catch (error) {
    throw explain(error, report);
  }
}

async function readOccurrence(client: PoolClient, organizationId: string, timezone: string, asOf: string | undefined) {
  const { rows } = await client.query<{ now: Date; week_starts_on: number }>(
    'select now() as now, week_starts_on from public.organizations where id = $1',
    [organizationId],
  );
  if (!rows[0]) throw new NotFoundError('organisation');
  return { at: asOf ? new Date(asOf) : rows[0].now, timezone, weekStartsOn: rows[0].week_starts_on };
}

type Rows = Pick<ReportPreview, 'rows' | 'row_count' | 'row_count_is_exact' | 'truncated'>;

async function readRows(client: PoolClient, query: ReportQuery): Promise<Rows> {
  const limit = query.rowLimit ?? Number.POSITIVE_INFINITY;
  // One more than is shown tells whether there are more.
  const asked = Math.min(MOST_ROWS, limit) + 1;
  const cells = query.columns.map((column) => `${cellSql(column)} as ${escapeIdentifier(column.name)}`);
  await client.query(`set local timezone to 'UTC'`);
  // `shown.*`, since a column may be called `shown`, and would be taken for the row.
  const read = await client.query<{ row: string }>(
    `select row_to_json(shown.*)::text as row from (select ${cells.join(', ')} from (${reportSql({ ...query, rowLimit: asked })}) report) shown`,
  );
  const rows = withinBytes(read.rows.map(({ row }) => row)).slice(0, asked - 1);
  if (read.rows.length < asked || asked > limit) {
    const row_count = Math.min(read.rows.length, limit);
    return { rows, row_count, row_count_is_exact: true, truncated: read.rows.length > limit };
  }
  const most = Number.isFinite(limit) ? ` limit ${limit + 1}` : '';
  const counted = await countRows(client, `${rowsSql(query)}${most}`, COUNT_BUDGET_MS);
  return {
    rows,
    row_count: Math.min(Math.max(counted.count, MOST_ROWS), limit),
    row_count_is_exact: counted.exact,
    truncated: counted.count > limit,
  };
}

function withinBytes(rows: string[]): Record<string, unknown>[] {
  let left = MOST_BYTES;
  const kept = rows.filter((row) => {
    left -= Buffer.byteLength(row);
    return left >= 0;
  });
  return kept.map((row) => JSON.parse(row));
}

/** A cell as the JSON formats write it, and no longer than a screen needs. */
function cellSql(column: ReportColumn): string {
  const cell = escapeIdentifier(column.name);
  const token = `(${tokenSql(column)})::text::json`;
  if (!['text', 'list', 'other'].includes(column.type)) return token;
  return `case when char_length(${cell}::text) > ${MOST_CHARACTERS} then to_json(left(${cell}::text, ${MOST_CHARACTERS}) || '…') else ${token} end`;
}

function explain(error: unknown, report: Report): unknown {
  const state = sqlState(error);
  if (state === QUERY_CANCELED) {
    return new AppError(
      'report_unreadable',
      `“${report.title}” took longer than ${TIME_LIMIT_MS / 1000} seconds. Shorten the period or add a filter.`,
      { cause: error },
    );
  }
  if (!state || !isFaultOfQuery(state)) return error;
  return new AppError('report_unreadable', `“${report.title}” could not be read. Ask whoever keeps the report.`, {
    cause: error,
  });
}

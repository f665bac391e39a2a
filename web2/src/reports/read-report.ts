import { escapeIdentifier, escapeLiteral, type PoolClient } from 'pg';
import { appDatabase } from '@/lib/app-database';
import { NotFoundError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { log } from '@/lib/log';
import { QUERY_CANCELED, sqlState } from '@/lib/sql-state';
import { findReport } from './catalogue';
import { readAsMember } from './read-as-member';
import type { Report, ReportColumn } from './schema';
import { valueType } from './values';

const MOST_VALUES = 50;
const MOST_CHARACTERS = 200;
const TIME_LIMIT_MS = 2000;

/**
 * One report with the distinct values of its text columns, where there are few: what a form offers to choose from.
 * Values are read under the caller's row-level security; where that takes too long they are left out.
 * @throws NotFoundError
 */
export async function readReport(ctx: UserContext, reportType: string, organizationId: string): Promise<Report> {
  const report = await findReport(ctx, reportType);
  if (!report) throw new NotFoundError('report');
  const texts = report.columns.filter((column) => valueType(column) === 'text');
  if (texts.length === 0) return report;
  const roles = ['viewer', 'editor', 'admin', 'owner'];
  const values = new Map<string, string[]>();
  try {
    await appDatabase().session((client) =>
      readAsMember(client, { userId: ctx.userId, organizationId, roles, timeoutMs: TIME_LIMIT_MS }, async () => {
        const end = performance.now() + TIME_LIMIT_MS;
        for (const [index, column] of texts.entries()) {
          // A fair share of what is left, so that one slow column does not cost the others theirs.
          const share = (end - performance.now()) / (texts.length - index);
          if (share < 1) break;
          const found = await distinctValues(client, { reportType, organizationId, column, timeoutMs: share });
          if (found && found.length <= MOST_VALUES) values.set(column.name, found);
        }
      }),
    );
  } catch (error) {
    log.warn('values of a report could not be read', { report_type: reportType, request_id: ctx.requestId, error });
  }
  return {
    ...report,
    columns: report.columns.map((column) => {
      const known = values.get(column.name);
      return known ? { ...column, values: known } : column;
    }),
  };
}

interface Wanted {
  reportType: string;
  organizationId: string;
  column: ReportColumn;
  timeoutMs: number;
}

/** The values, one more than are offered when there are too many; undefined when it takes too long, or one is too long to offer. */
async function distinctValues(client: PoolClient, wanted: Wanted): Promise<string[] | undefined> {
  const name = escapeIdentifier(wanted.column.name);
  const value = wanted.column.type === 'list' ? `unnest(${name})::text` : `${name}::text`;
  await client.query('savepoint values');
  try {
    await client.query(`select set_config('statement_timeout', $1, true)`, [String(Math.ceil(wanted.timeoutMs))]);
    const { rows } = await client.query<{ value: string }>(
      `select value from (
         select distinct ${value} as value from reports.${escapeIdentifier(wanted.reportType)}
         where organization_id = ${escapeLiteral(wanted.organizationId)}::uuid
       ) distinct_values where value is not null order by 1 limit ${MOST_VALUES + 1}`,
    );
    const values = rows.map((row) => row.value);
    return values.every((each) => each.length <= MOST_CHARACTERS) ? values : undefined;
  } catch (error) {
    if (sqlState(error) !== QUERY_CANCELED) throw error;
    await client.query('rollback to savepoint values');
    return undefined;
  }
}

import { escapeIdentifier, escapeLiteral } from 'pg';
import { appDatabase } from '@/lib/app-database';
import { NotFoundError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { log } from '@/lib/log';
import { findReport } from './catalogue';
import { readAsMember } from './read-as-member';
import type { Report } from './schema';

const MOST_VALUES = 50;
const TIME_LIMIT_MS = 2000;

/**
 * One report with the distinct values of its text columns, where there are few: what a form offers to choose from.
 * Values are read under the caller's row-level security; where that takes too long they are left out.
 * @throws NotFoundError
 */
export async function readReport(ctx: UserContext, reportType: string, organizationId: string): Promise<Report> {
  const report = await findReport(ctx, reportType);
  if (!report) throw new NotFoundError('report');
  const texts = report.columns.filter((column) => column.type === 'text');
  if (texts.length === 0) return report;
  const values = new Map<string, string[]>();
  try {
    await appDatabase().session((client) =>
      readAsMember(
        client,
        { userId: ctx.userId, organizationId, roles: ['viewer', 'editor', 'admin', 'owner'], timeoutMs: TIME_LIMIT_MS },
        async () => {
          for (const { name } of texts) {
            const { rows } = await client.query<{ value: string }>(
              `select distinct ${escapeIdentifier(name)}::text as value from reports.${escapeIdentifier(reportType)}
             where organization_id = ${escapeLiteral(organizationId)} and ${escapeIdentifier(name)} is not null order by 1 limit ${MOST_VALUES + 1}`,
            );
            if (rows.length <= MOST_VALUES)
              values.set(
                name,
                rows.map((row) => row.value),
              );
          }
        },
      ),
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

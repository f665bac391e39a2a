import { z } from 'zod';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import type { ColumnType, Report } from './schema';

/** A row of `report_catalog()`: the views of schema `reports` that the caller may select. */
const catalogRowSchema = z.object({
  report_type: z.string(),
  title: z.string(),
  description: z.string(),
  columns: z.array(
    z.object({ name: z.string(), label: z.string(), description: z.string(), type: z.string(), category: z.string() }),
  ),
});

export function toReport(row: unknown): Report {
  const { columns, ...report } = catalogRowSchema.parse(row);
  return {
    ...report,
    columns: columns.map(({ category, type, ...column }) => ({ ...column, type: columnType(type, category) })),
  };
}

/** The reports that this person may read. */
export async function listReports(ctx: UserContext): Promise<Report[]> {
  return unwrap(await ctx.supabase.rpc('report_catalog'), 'report').map(toReport);
}

/** One of them, or undefined when there is none of that name that the person may read. */
export async function findReport(ctx: UserContext, reportType: string): Promise<Report | undefined> {
  return (await listReports(ctx)).find((report) => report.report_type === reportType);
}

function columnType(type: string, category: string): ColumnType {
  if (type === 'date' || type === 'uuid') return type;
  if (type.startsWith('timestamp')) return 'timestamp';
  // The letters are pg_type.typcategory.
  return ({ S: 'text', E: 'text', N: 'number', B: 'boolean', A: 'list' } as const)[category] ?? 'other';
}

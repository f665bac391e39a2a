import { z } from 'zod';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { logRefusedReports } from './refused-reports';
import type { ColumnType, Report, ReportColumn } from './schema';

const typeSchema = z.object({ type: z.string(), category: z.string() });

/** A row of `report_catalog()`: the views of schema `reports` that the caller may select. */
const catalogRowSchema = z.object({
  report_type: z.string(),
  title: z.string(),
  description: z.string(),
  columns: z.array(
    typeSchema.extend({
      name: z.string(),
      label: z.string(),
      description: z.string(),
      element: typeSchema.optional(),
      labels: z.array(z.string()).optional(),
    }),
  ),
});
type CatalogColumn = z.infer<typeof catalogRowSchema>['columns'][number];

export function toReport(row: unknown): Report {
  const { columns, ...report } = catalogRowSchema.parse(row);
  return { ...report, columns: columns.map(toColumn) };
}

/** The reports that this person may read. */
export async function listReports(ctx: UserContext): Promise<Report[]> {
  void logRefusedReports();
  return unwrap(await ctx.supabase.rpc('report_catalog'), 'report').map(toReport);
}

/** One of them, or undefined when there is none of that name that the person may read. */
export async function findReport(ctx: UserContext, reportType: string): Promise<Report | undefined> {
  return (await listReports(ctx)).find((report) => report.report_type === reportType);
}

function toColumn({ category, type, element, labels, ...column }: CatalogColumn): ReportColumn {
  const common = { ...column, ...(labels && { values: labels }) };
  if (!element) return { ...common, type: columnType({ type, category }), sql_type: type };
  return { ...common, type: 'list', sql_type: `${element.type}[]`, element: columnType(element) };
}

const BY_NAME: Record<string, ColumnType> = {
  ...{ smallint: 'number', integer: 'number', bigint: 'number', numeric: 'number' },
  ...{ real: 'number', 'double precision': 'number', boolean: 'boolean', date: 'date', uuid: 'uuid' },
  ...{ 'timestamp with time zone': 'timestamp', 'timestamp without time zone': 'local_timestamp' },
};

function columnType({ type, category }: z.infer<typeof typeSchema>): ColumnType {
  // The letters are pg_type.typcategory. Money and object ids are numbers by category alone.
  return BY_NAME[type] ?? ({ S: 'text', E: 'enum' } as const)[category] ?? 'other';
}

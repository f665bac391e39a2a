import { z } from 'zod';

/**
 * What a column holds, as filters, forms and formats tell columns apart. `timestamp` is an instant; `local_timestamp` is a wall-clock
 * reading without a zone; a `list` is an array, its items are of `element`; `other` is all that can only be written and asked for empty.
 */
export const COLUMN_TYPES = [
  ...(['text', 'number', 'boolean', 'date', 'timestamp', 'local_timestamp', 'uuid', 'enum'] as const),
  ...(['list', 'other'] as const),
] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

export const reportColumnSchema = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string(),
  type: z.enum(COLUMN_TYPES),
  /** PostgreSQL's name of the type, such as `bigint` or `text[]`; absent where it is not known. */
  sql_type: z.string().optional(),
  /** Of a list: what its items are. */
  element: z.enum(COLUMN_TYPES).optional(),
  /** All labels of an enum; of one report, up to 50 distinct values of text columns that have no more. */
  values: z.array(z.string()).optional(),
});
export type ReportColumn = z.infer<typeof reportColumnSchema>;

export const reportSchema = z.object({
  report_type: z.string(),
  title: z.string(),
  description: z.string(),
  columns: z.array(reportColumnSchema),
});
export type Report = z.infer<typeof reportSchema>;

/** What of a report is written, as schedules and previews say it; checked against the report's columns by `toReportQuery`. */
export const selectionSchema = z.object({
  filters: z.record(z.string(), z.unknown()),
  columns: z.array(z.string().min(1)).min(1, 'Keep at least one column.').max(500).nullable(),
  sort: z
    .array(z.strictObject({ column: z.string().min(1), direction: z.enum(['asc', 'desc']).default('asc') }))
    .max(10),
  row_limit: z.int().min(1).max(100_000_000).nullable(),
});
export type Selection = z.infer<typeof selectionSchema>;

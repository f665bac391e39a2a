import { z } from 'zod';

export const COLUMN_TYPES = ['text', 'number', 'boolean', 'date', 'timestamp', 'uuid', 'list', 'other'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

export const reportColumnSchema = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string(),
  type: z.enum(COLUMN_TYPES),
  /** Up to 50 distinct values, for text columns that have few. */
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

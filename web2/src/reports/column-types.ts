import type { PoolClient } from 'pg';
import type { ReportColumn } from './schema';

export interface TypedColumn extends ReportColumn {
  /** What a numeric column is declared to hold at most, where it is. */
  decimal?: { precision: number; scale: number };
}

/** The columns with what a typed file needs to know beside the catalogue. As the reader sees them: the client has its role. */
export async function withDecimals(
  client: PoolClient,
  reportType: string,
  columns: ReportColumn[],
): Promise<TypedColumn[]> {
  const { rows } = await client.query<{ name: string; precision: number; scale: number }>(
    `select column_name as name, numeric_precision as precision, numeric_scale as scale from information_schema.columns
     where table_schema = 'reports' and table_name = $1 and data_type = 'numeric' and numeric_precision is not null`,
    [reportType],
  );
  const declared = new Map(rows.map(({ name, ...decimal }) => [name, decimal]));
  return columns.map((column) => {
    const decimal = declared.get(column.name);
    return decimal ? { ...column, decimal } : column;
  });
}

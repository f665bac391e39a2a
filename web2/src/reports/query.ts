import { escapeIdentifier, escapeLiteral } from 'pg';
import { type FieldError, ValidationError } from '@/lib/errors';
import type { Condition, Scalar } from './filters';
import type { ColumnType, ReportColumn } from './schema';

/** SQL of a report. COPY takes no bind values, so every value is escaped as a literal and every identifier comes from the catalogue. */

export interface ReportQuery {
  reportType: string;
  organizationId: string;
  /** What is written, in order. */
  columns: ReportColumn[];
  conditions: Condition[];
  sort: { column: ReportColumn; direction: 'asc' | 'desc' }[];
  rowLimit: number | null;
}

const CASTS: Record<ColumnType, string> = {
  text: 'text',
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamptz',
  uuid: 'uuid',
  list: 'text',
  other: 'text',
};

/** `select <columns> from the view where …`, limited when the definition says so. The organisation is always a condition. */
export function reportSql(query: ReportQuery): string {
  const limit = query.rowLimit === null ? '' : ` limit ${query.rowLimit}`;
  return `select ${query.columns.map((column) => escapeIdentifier(column.name)).join(', ')}${tailSql(query)}${limit}`;
}

/** Whether any row stands beyond the limit: `select exists(…) as truncated`. */
export function truncatedSql(query: ReportQuery): string {
  return `select exists (select 1${tailSql(query)} offset ${query.rowLimit ?? 0} limit 1) as truncated`;
}

function tailSql({ reportType, organizationId, conditions, sort }: ReportQuery): string {
  const where = [`organization_id = ${escapeLiteral(organizationId)}::uuid`, ...conditions.map(conditionSql)];
  const order = sort.map(
    ({ column, direction }) => `${escapeIdentifier(column.name)} ${direction === 'desc' ? 'desc' : 'asc'}`,
  );
  return ` from reports.${escapeIdentifier(reportType)} where ${where.join(' and ')}${order.length > 0 ? ` order by ${order.join(', ')}` : ''}`;
}

function conditionSql(condition: Condition): string {
  const column = columnSql(condition.column);
  const literal = (value: Scalar) => `${escapeLiteral(String(value))}::${CASTS[condition.column.type]}`;
  switch (condition.operator) {
    case 'eq':
      return `${column} = ${literal(condition.value)}`;
    case 'neq':
      return `${column} is distinct from ${literal(condition.value)}`;
    case 'gt':
      return `${column} > ${literal(condition.value)}`;
    case 'gte':
      return `${column} >= ${literal(condition.value)}`;
    case 'lt':
      return `${column} < ${literal(condition.value)}`;
    case 'lte':
      return `${column} <= ${literal(condition.value)}`;
    case 'in':
      return `${column} in (${condition.values.map(literal).join(', ')})`;
    case 'is_null':
      return `${column} is ${condition.value ? '' : 'not '}null`;
    case 'contains':
      return condition.column.type === 'list'
        ? `${literal(condition.value)} = any (${column}::text[])`
        : `position(lower(${literal(condition.value)}) in lower(${column})) > 0`;
    case 'period': {
      const { period } = condition;
      if (!('start' in period)) throw new Error('A period is resolved when its run is planned.');
      const [from, to] =
        condition.column.type === 'date' ? [period.start_date, period.end_date] : [period.start, period.end];
      return `(${column} >= ${literal(from)} and ${column} < ${literal(to)})`;
    }
  }
}

// Enums, varchar and citext all compare as text.
function columnSql(column: ReportColumn): string {
  const name = escapeIdentifier(column.name);
  return column.type === 'text' ? `${name}::text` : name;
}

/**
 * The columns that a definition names, in its order; all when it names none.
 * @throws ValidationError with paths below `columns`
 */
export function chooseColumns(available: ReportColumn[], names: readonly string[] | null): ReportColumn[] {
  if (!names) return available;
  const errors: FieldError[] = [];
  const chosen = names.flatMap((name, index) => {
    const column = available.find((candidate) => candidate.name === name);
    if (!column) errors.push({ path: `columns.${index}`, message: `This report has no column “${name}”.` });
    if (names.indexOf(name) !== index) errors.push({ path: `columns.${index}`, message: `“${name}” is named twice.` });
    return column ? [column] : [];
  });
  if (errors.length > 0) throw new ValidationError(errors);
  return chosen;
}

/** @throws ValidationError with paths below `sort` */
export function chooseSort(
  available: ReportColumn[],
  sort: readonly { column: string; direction: 'asc' | 'desc' }[],
): ReportQuery['sort'] {
  const errors: FieldError[] = [];
  const chosen = sort.flatMap(({ column: name, direction }, index) => {
    const column = available.find((candidate) => candidate.name === name);
    if (!column) errors.push({ path: `sort.${index}.column`, message: `This report has no column “${name}”.` });
    return column ? [{ column, direction }] : [];
  });
  if (errors.length > 0) throw new ValidationError(errors);
  return chosen;
}

import { escapeIdentifier, escapeLiteral } from 'pg';
import { type FieldError, ValidationError } from '@/lib/errors';
import { Mistakes } from '@/lib/validate';
import { type Condition, parseFilters, type ResolvedPeriod } from './filters';
import type { Report, ReportColumn, Selection } from './schema';
import { noColumn } from './suggest';
import { type Scalar, valueSql, valueType } from './values';

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

/**
 * What is asked for, against the report's columns.
 * @throws ValidationError with every mistake
 */
export function toReportQuery(report: Report, selection: Selection, organizationId: string): ReportQuery {
  const mistakes = new Mistakes();
  const conditions = mistakes.collect(() => parseFilters(report.columns, selection.filters));
  const columns = mistakes.collect(() => chooseColumns(report.columns, selection.columns));
  const sort = mistakes.collect(() => chooseSort(report.columns, selection.sort));
  mistakes.throwIfAny();
  if (!conditions || !columns || !sort) throw new Error('what is wrong was not named');
  return {
    ...{ reportType: report.report_type, organizationId, conditions, columns, sort },
    rowLimit: selection.row_limit,
  };
}

/** `select <columns> from the view where …`, limited when the definition says so. The organisation is always a condition. */
export function reportSql(query: ReportQuery): string {
  const limit = query.rowLimit === null ? '' : ` limit ${query.rowLimit}`;
  return `select ${query.columns.map(cellSql).join(', ')}${matchingSql(query)}${orderSql(query)}${limit}`;
}

/** Whether any row stands beyond the limit: `select exists(…) as truncated`. */
export function truncatedSql(query: ReportQuery): string {
  return `select exists (select 1${matchingSql(query)} offset ${query.rowLimit ?? 0} limit 1) as truncated`;
}

/** A row without columns for each that the report has, its own limit aside: for counting. */
export function rowsSql(query: ReportQuery): string {
  return `select${matchingSql(query)}`;
}

function matchingSql({ reportType, organizationId, conditions }: ReportQuery): string {
  const where = [`organization_id = ${escapeLiteral(organizationId)}::uuid`, ...conditions.map(conditionSql)];
  return ` from reports.${escapeIdentifier(reportType)} where ${where.join(' and ')}`;
}

/** Empty values come last either way. Ties are ordered by the other columns written, so that the same rows make the same file. */
function orderSql({ columns, sort }: ReportQuery): string {
  if (sort.length === 0) return '';
  const named = sort.map(({ column, direction }) => `${nameOf(column)} ${direction} nulls last`);
  const others = columns.filter((column) => canSort(column) && !sort.some((by) => by.column.name === column.name));
  return ` order by ${[...named, ...others.map(nameOf)].join(', ')}`;
}

const nameOf = (column: ReportColumn) => escapeIdentifier(column.name);

/** As it is, but for `char(n)`, which is not filled up with spaces: in no format, and neither in lists. */
function cellSql(column: ReportColumn): string {
  const name = nameOf(column);
  return /^character(\[\])?$/.test(column.sql_type ?? '') ? `${columnSql(column)} as ${name}` : name;
}

/** PostgreSQL has no order for some of what is neither text, number nor time. */
const canSort = (column: ReportColumn) => valueType(column) !== 'other';

const COMPARISONS = {
  ...{ eq: '=', neq: 'is distinct from', gt: '>', gte: '>=', lt: '<', lte: '<=' },
} as const;

function conditionSql(condition: Condition): string {
  const { column: of } = condition;
  const column = columnSql(of);
  const literal = (value: Scalar) => valueSql(of, value);
  switch (condition.operator) {
    case 'in':
      return of.type === 'list'
        ? `(${condition.values.map((value) => `${literal(value)} = any (${column})`).join(' or ')})`
        : `${column} in (${condition.values.map(literal).join(', ')})`;
    case 'is_null':
      return `${column} is ${condition.value ? '' : 'not '}null`;
    case 'contains':
      return of.type === 'list'
        ? `${literal(condition.value)} = any (${column})`
        : `position(lower(${literal(condition.value)}) in lower(${column})) > 0`;
    case 'period': {
      const [from, to] = periodBounds(of, condition.period);
      return `(${column} >= ${literal(from)} and ${column} < ${literal(to)})`;
    }
    default:
      return `${column} ${COMPARISONS[condition.operator]} ${literal(condition.value)}`;
  }
}

function periodBounds({ type }: ReportColumn, period: ResolvedPeriod | { period: string }): [string, string] {
  if (!('start' in period)) throw new Error('A period is resolved when its run is planned.');
  if (type === 'date') return [period.start_date, period.end_date];
  return type === 'local_timestamp' ? [period.start_local, period.end_local] : [period.start, period.end];
}

// Varchar, char and citext all compare as text; a domain of an enum compares with nothing.
function columnSql(column: ReportColumn): string {
  if (valueType(column) === 'enum' && column.sql_type) return `${nameOf(column)}::${column.sql_type}`;
  if (valueType(column) !== 'text') return nameOf(column);
  return `${nameOf(column)}::text${column.type === 'list' ? '[]' : ''}`;
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
    if (!column) errors.push(noColumn(`columns.${index}`, name, available));
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
    const path = `sort.${index}.column`;
    const refuse = (error: FieldError) => {
      errors.push(error);
      return [];
    };
    const wrong = (message: string) => refuse({ path, message });
    const column = available.find((candidate) => candidate.name === name);
    if (!column) return refuse(noColumn(path, name, available));
    if (!canSort(column))
      return wrong(`Rows cannot be ordered by ${column.label} (${column.sql_type ?? column.type}).`);
    if (sort.findIndex((by) => by.column === name) !== index) return wrong(`“${name}” is named twice.`);
    return [{ column, direction }];
  });
  if (errors.length > 0) throw new ValidationError(errors);
  return chosen;
}

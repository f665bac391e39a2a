import { z } from 'zod';
import { type FieldError, ValidationError } from '@/lib/errors';
import { isPeriodName, PERIOD_NAMES } from '@/recurrence/periods';
import { contradiction } from './contradiction';
import { hasPeriods, isOperator, OPERATORS_OF, type Operator } from './operators';
import type { ReportColumn } from './schema';
import { noColumn, suggest } from './suggest';
import { readValue, type Scalar } from './values';

/** The filter grammar of the API, checked against the columns of one report. */

/** One checked condition. A period stays a name until its run is planned. */
export type Condition =
  | { column: ReportColumn; operator: Exclude<Operator, 'in' | 'is_null'>; value: Scalar }
  | { column: ReportColumn; operator: 'in'; values: Scalar[] }
  | { column: ReportColumn; operator: 'is_null'; value: boolean }
  | { column: ReportColumn; operator: 'period'; period: ResolvedPeriod | { period: string } };

/** What planning makes of `{ "period": … }`: three readings, because columns hold days, instants or wall-clock times. Each end is exclusive. */
export const resolvedPeriodSchema = z
  .strictObject({
    period: z.string(),
    start: z.iso.datetime(),
    end: z.iso.datetime(),
    start_date: z.iso.date(),
    end_date: z.iso.date(),
    start_local: z.iso.datetime({ local: true }).optional(),
    end_local: z.iso.datetime({ local: true }).optional(),
  })
  // Runs planned before wall-clock columns were told apart can still be retried and replayed: their periods began at midnight.
  .transform(({ start_local, end_local, ...period }) => ({
    ...period,
    start_local: start_local ?? `${period.start_date}T00:00:00.000`,
    end_local: end_local ?? `${period.end_date}T00:00:00.000`,
  }));
export type ResolvedPeriod = z.infer<typeof resolvedPeriodSchema>;

export const MAX_LIST = 1000;

/**
 * Checks filters against a report's columns. All columns' conditions hold together, and so do several operators of one column.
 * @param filters `{ column: scalar | [scalar] | { operator: value } | { period } }`
 * @throws ValidationError with paths below `filters`
 */
export function parseFilters(columns: ReportColumn[], filters: Record<string, unknown>): Condition[] {
  const errors: FieldError[] = [];
  const conditions = Object.entries(filters).flatMap(([name, raw]) => {
    const path = `filters.${name}`;
    const column = columns.find((candidate) => candidate.name === name);
    if (column) return parseColumn(column, raw, path, errors);
    errors.push(noColumn(path, name, columns));
    return [];
  });
  if (errors.length > 0) throw new ValidationError(errors);
  return conditions;
}

function parseColumn(column: ReportColumn, raw: unknown, path: string, errors: FieldError[]): Condition[] {
  if (Array.isArray(raw)) return parseOperator(column, 'in', raw, path, errors);
  if (typeof raw !== 'object' || raw === null) {
    // null too: its message says how to ask for empty rows
    return parseOperator(column, column.type === 'list' ? 'contains' : 'eq', raw, path, errors);
  }
  if ('period' in raw) return parsePeriod(column, raw, path, errors);
  const entries = Object.entries(raw);
  if (entries.length === 0)
    errors.push({ path, message: `Name an operator: ${OPERATORS_OF[column.type].join(', ')}.` });
  const conditions = entries.flatMap(([operator, value]) =>
    parseOperator(column, operator, value, `${path}.${operator}`, errors),
  );
  const conflict = conditions.length === entries.length && contradiction(conditions);
  if (conflict) errors.push({ path, message: conflict });
  return conditions;
}

function parseOperator(
  column: ReportColumn,
  operator: string,
  raw: unknown,
  path: string,
  errors: FieldError[],
): Condition[] {
  const allowed = OPERATORS_OF[column.type];
  if (!isOperator(operator) || !allowed.includes(operator)) {
    const all = [...allowed, ...(hasPeriods(column.type) ? ['period'] : [])];
    errors.push({
      path,
      message: `“${operator}” does not go with ${column.label} (${column.type}). Use ${all.join(', ')}.${suggest(operator, all)}`,
    });
    return [];
  }
  if (operator === 'is_null') {
    if (typeof raw === 'boolean') return [{ column, operator, value: raw }];
    errors.push({ path, message: 'Write true for rows where it is empty, false for the others.' });
    return [];
  }
  if (operator === 'in') {
    if (!Array.isArray(raw) || raw.length === 0 || raw.length > MAX_LIST) {
      errors.push({ path, message: `Give a list of 1 to ${MAX_LIST.toLocaleString('en')} values.` });
      return [];
    }
    const values = raw.map((value, index) => parseValue(column, value, `${path}.${index}`, errors));
    return [{ column, operator, values: values.filter((value) => value !== undefined) }];
  }
  const value = parseValue(column, raw, path, errors);
  return value === undefined ? [] : [{ column, operator, value }];
}

function parseValue(column: ReportColumn, raw: unknown, path: string, errors: FieldError[]): Scalar | undefined {
  const read = readValue(column, raw);
  if ('value' in read) return read.value;
  errors.push({ path, message: read.wrong });
  return undefined;
}

function parsePeriod(column: ReportColumn, raw: { period: unknown }, path: string, errors: FieldError[]): Condition[] {
  const wrong = (message: string) => {
    errors.push({ path: `${path}.period`, message });
    return [];
  };
  if (!hasPeriods(column.type)) return wrong(`A period goes with dates and times; ${column.label} is ${column.type}.`);
  const resolved = resolvedPeriodSchema.safeParse(raw);
  const named = z.strictObject({ period: z.string() }).safeParse(raw);
  const period = resolved.data ?? named.data;
  if (!period) return wrong('A period stands alone: { "period": "previous_week" }.');
  if (column.type === 'date' && period.period.endsWith('_hours'))
    return wrong(`${column.label} holds days, which have no hours. Use last_N_days.`);
  if (isPeriodName(period.period)) return [{ column, operator: 'period', period }];
  return wrong(
    `“${period.period}” is not a period. Use today, yesterday, this_ or previous_ week, month, quarter or year, last_N_days or last_N_hours (N from 1 to 999).${suggest(period.period, PERIOD_NAMES)}`,
  );
}

import { z } from 'zod';
import { type FieldError, ValidationError } from '@/lib/errors';
import { isPeriodName } from '@/recurrence/periods';
import type { ColumnType, ReportColumn } from './schema';

/** The filter grammar of the API, checked against the columns of one report. */

export const OPERATORS = ['eq', 'neq', 'in', 'gt', 'gte', 'lt', 'lte', 'contains', 'is_null'] as const;
export type Operator = (typeof OPERATORS)[number];

export type Scalar = string | number | boolean;

/** One checked condition. A period stays a name until its run is planned. */
export type Condition =
  | { column: ReportColumn; operator: Exclude<Operator, 'in' | 'is_null'>; value: Scalar }
  | { column: ReportColumn; operator: 'in'; values: Scalar[] }
  | { column: ReportColumn; operator: 'is_null'; value: boolean }
  | { column: ReportColumn; operator: 'period'; period: ResolvedPeriod | { period: string } };

/** What planning makes of `{ "period": … }`: both readings, because a date column compares days and a timestamp column instants. */
export const resolvedPeriodSchema = z.strictObject({
  period: z.string(),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  start_date: z.iso.date(),
  end_date: z.iso.date(),
});
export type ResolvedPeriod = z.infer<typeof resolvedPeriodSchema>;

const ORDERED: readonly Operator[] = ['eq', 'neq', 'in', 'gt', 'gte', 'lt', 'lte', 'is_null'];
const ALLOWED: Record<ColumnType, readonly Operator[]> = {
  text: ['eq', 'neq', 'in', 'contains', 'is_null'],
  number: ORDERED,
  boolean: ['eq', 'neq', 'is_null'],
  date: ORDERED,
  timestamp: ORDERED,
  uuid: ['eq', 'neq', 'in', 'is_null'],
  list: ['contains', 'is_null'],
  other: ['is_null'],
};

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const MAX_LIST = 1000;

/**
 * Checks filters against a report's columns.
 * @param filters `{ column: scalar | [scalar] | { operator: value } | { period } }`
 * @throws ValidationError with paths below `filters`
 */
export function parseFilters(columns: ReportColumn[], filters: Record<string, unknown>): Condition[] {
  const errors: FieldError[] = [];
  const conditions = Object.entries(filters).flatMap(([name, raw]) => {
    const path = `filters.${name}`;
    const column = columns.find((candidate) => candidate.name === name);
    if (!column) {
      errors.push({
        path,
        message: `This report has no column “${name}”. It has ${columns.map((c) => c.name).join(', ')}.`,
      });
      return [];
    }
    return parseColumn(column, raw, path, errors);
  });
  if (errors.length > 0) throw new ValidationError(errors);
  return conditions;
}

function parseColumn(column: ReportColumn, raw: unknown, path: string, errors: FieldError[]): Condition[] {
  if (Array.isArray(raw)) return parseOperator(column, 'in', raw, path, errors);
  if (scalar.safeParse(raw).success)
    return parseOperator(column, column.type === 'list' ? 'contains' : 'eq', raw, path, errors);
  if (typeof raw !== 'object' || raw === null) {
    errors.push({ path, message: 'Write a value, a list of values, or an object such as { "gte": 10 }.' });
    return [];
  }
  if ('period' in raw) return parsePeriod(column, raw, path, errors);
  const entries = Object.entries(raw);
  if (entries.length === 0) errors.push({ path, message: `Name an operator: ${ALLOWED[column.type].join(', ')}.` });
  return entries.flatMap(([operator, value]) => parseOperator(column, operator, value, `${path}.${operator}`, errors));
}

function parseOperator(
  column: ReportColumn,
  operator: string,
  raw: unknown,
  path: string,
  errors: FieldError[],
): Condition[] {
  if (!isOperator(operator) || !ALLOWED[column.type].includes(operator)) {
    errors.push({
      path,
      message: `“${operator}” does not go with ${column.label} (${column.type}). Use ${ALLOWED[column.type].join(', ')}.`,
    });
    return [];
  }
  if (operator === 'is_null') {
    if (typeof raw === 'boolean') return [{ column, operator, value: raw }];
    errors.push({ path, message: 'Write true or false.' });
    return [];
  }
  if (operator === 'in') {
    if (!Array.isArray(raw) || raw.length === 0 || raw.length > MAX_LIST) {
      errors.push({ path, message: `Give a list of 1 to ${MAX_LIST} values.` });
      return [];
    }
    const values = raw.map((value, index) => parseValue(column, value, `${path}.${index}`, errors));
    return [{ column, operator, values: values.filter((value) => value !== undefined) }];
  }
  const value = parseValue(column, raw, path, errors);
  return value === undefined ? [] : [{ column, operator, value }];
}

function parsePeriod(column: ReportColumn, raw: object, path: string, errors: FieldError[]): Condition[] {
  if (column.type !== 'date' && column.type !== 'timestamp') {
    errors.push({ path, message: `A period goes with dates and timestamps; ${column.label} is ${column.type}.` });
    return [];
  }
  const resolved = resolvedPeriodSchema.safeParse(raw);
  if (resolved.success) return [{ column, operator: 'period', period: resolved.data }];
  const named = z.strictObject({ period: z.string() }).safeParse(raw);
  if (named.success && isPeriodName(named.data.period)) return [{ column, operator: 'period', period: named.data }];
  errors.push({
    path: `${path}.period`,
    message: 'Use today, yesterday, this_ or previous_ week, month, quarter or year, last_N_days or last_N_hours.',
  });
  return [];
}

const CHECKS: Record<ColumnType, { ok: (value: unknown) => boolean; hint: string }> = {
  text: {
    ok: (v) => typeof v === 'string' && v.length <= 1000 && !v.includes('\0'),
    hint: 'a text of at most 1,000 characters',
  },
  number: {
    ok: (v) => Number.isFinite(v) || (typeof v === 'string' && /^-?\d{1,100}(\.\d{1,100})?$/.test(v)),
    hint: 'a number',
  },
  boolean: { ok: (v) => typeof v === 'boolean', hint: 'true or false' },
  date: { ok: (v) => z.iso.date().safeParse(v).success, hint: 'a date such as 2027-03-01' },
  timestamp: {
    ok: (v) => z.iso.datetime({ offset: true }).safeParse(v).success,
    hint: 'an instant such as 2027-03-01T09:00:00Z',
  },
  uuid: { ok: (v) => z.guid().safeParse(v).success, hint: 'a UUID' },
  list: { ok: (v) => typeof v === 'string' && v.length <= 1000 && !v.includes('\0'), hint: 'a text' },
  other: { ok: () => false, hint: 'nothing' },
};

function parseValue(column: ReportColumn, raw: unknown, path: string, errors: FieldError[]): Scalar | undefined {
  const check = CHECKS[column.type];
  if (check.ok(raw)) return raw as Scalar;
  errors.push({ path, message: `${JSON.stringify(raw) ?? 'nothing'} is not ${check.hint}.` });
  return undefined;
}

function isOperator(text: string): text is Operator {
  return (OPERATORS as readonly string[]).includes(text);
}

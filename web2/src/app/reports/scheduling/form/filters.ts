import type { ColumnType, ReportColumn } from '@/reports/schema';
import { dateInZone, nextDay, previousDay, startOfDay, timeInZone } from './local-date';

/** One line of "Rows to include" while it is being edited: everything is text until it is saved. */
export interface FilterDraft {
  column: string;
  label: string;
  type: ColumnType;
  operator: FilterOperator;
  /** The value, the period's name, or the first of two. */
  value: string;
  /** The second of two, for `between`; dates include it. */
  to: string;
  /** For `in`. */
  values: string[];
  /** What `custom` keeps as it is. */
  raw?: unknown;
}

export const FILTER_OPERATORS = {
  in: 'is any of',
  period: 'is in',
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  gte: 'is at least',
  lte: 'is at most',
  gt: 'is more than',
  lt: 'is less than',
  between: 'is between',
  empty: 'is empty',
  not_empty: 'is not empty',
  custom: 'as set by API',
} as const;
export type FilterOperator = keyof typeof FILTER_OPERATORS;

const BY_TYPE: Record<ColumnType, readonly FilterOperator[]> = {
  text: ['is', 'is_not', 'contains'],
  number: ['gte', 'lte', 'gt', 'lt', 'between', 'is', 'is_not'],
  boolean: ['is'],
  date: ['period', 'between'],
  timestamp: ['period', 'between'],
  local_timestamp: ['period', 'between'],
  uuid: ['is', 'is_not'],
  enum: ['in', 'is_not'],
  list: ['contains'],
  other: [],
};

/** Operators that a column offers, the usual one first. */
export function operatorsOf(column: ReportColumn): FilterOperator[] {
  const few = (column.type === 'text' || column.type === 'list') && Boolean(column.values?.length);
  return [...(few ? (['in'] as const) : []), ...BY_TYPE[column.type], 'empty', 'not_empty'];
}

export const PERIODS: Record<string, string> = {
  previous_week: 'Previous week',
  this_week: 'This week',
  previous_month: 'Previous month',
  this_month: 'This month',
  previous_quarter: 'Previous quarter',
  this_quarter: 'This quarter',
  previous_year: 'Previous year',
  this_year: 'This year',
  yesterday: 'Yesterday',
  today: 'Today',
  last_7_days: 'Last 7 days',
  last_30_days: 'Last 30 days',
  last_90_days: 'Last 90 days',
};

/** A new filter on a column, with its usual operator. */
export function newFilter(column: ReportColumn): FilterDraft {
  const { name, label, type } = column;
  const operator = operatorsOf(column)[0] ?? 'empty';
  const value = operator === 'period' ? 'previous_week' : type === 'boolean' ? 'true' : '';
  return { column: name, label, type, operator, value, to: '', values: [] };
}

/** What the API takes for a valid draft; dates of a timestamp column are days of the job's IANA zone. */
export function toCondition(draft: FilterDraft, timezone: string): unknown {
  const { type, operator, value, to, values, raw } = draft;
  const scalar = (text: string) =>
    type === 'number' ? toNumber(text.trim()) : type === 'boolean' ? text === 'true' : text.trim();
  switch (operator) {
    case 'custom':
      return raw;
    case 'in':
      return values;
    case 'period':
      return { period: value };
    case 'is':
      return scalar(value);
    case 'is_not':
      return { neq: scalar(value) };
    case 'between':
      if (type === 'date' || type === 'number') return { gte: scalar(value), lte: scalar(to) };
      return { gte: startOf(value, type, timezone), lt: startOf(nextDay(to), type, timezone) };
    case 'empty':
    case 'not_empty':
      return { is_null: operator === 'empty' };
    default:
      return { [operator]: scalar(value) };
  }
}

/** JSON's numbers keep 15 digits; the API takes longer ones as text. */
const toNumber = (text: string) => (text.replace(/\D/g, '').length > 15 ? text : Number(text));

const startOf = (day: string, type: ColumnType, timezone: string) =>
  type === 'timestamp' ? startOfDay(day, timezone) : `${day}T00:00:00`;

/** The draft of a saved condition. What the controls cannot show stays whole as `custom`. */
export function fromCondition(column: ReportColumn, raw: unknown, timezone: string): FilterDraft {
  const draft = newFilter(column);
  const custom: FilterDraft = { ...draft, operator: 'custom', value: '', raw };
  const candidate = { ...draft, ...readCondition(column, raw, timezone) };
  const offered = operatorsOf(column).includes(candidate.operator);
  return offered && sameJson(toCondition(candidate, timezone), normalised(raw)) ? candidate : custom;
}

function readCondition({ type }: ReportColumn, raw: unknown, timezone: string): Partial<FilterDraft> {
  if (Array.isArray(raw)) return { operator: 'in', values: raw.map(String) };
  if (typeof raw !== 'object' || raw === null)
    return { operator: type === 'list' ? 'contains' : 'is', value: String(raw) };
  const entries = Object.entries(raw);
  const { gte, lte, lt } = raw as Record<string, unknown>;
  const [name = '', first] = entries[0] ?? [];
  if (entries.length === 2 && gte !== undefined) {
    if (type === 'timestamp') return days(String(gte), String(lt), timezone);
    if (type === 'local_timestamp') return localDays(String(gte), String(lt));
    return { operator: 'between', value: String(gte), to: String(lte) };
  }
  if (name === 'period') return { operator: 'period', value: String(first) };
  if (name === 'is_null') return { operator: first ? 'empty' : 'not_empty' };
  if (name === 'neq') return { operator: 'is_not', value: String(first) };
  if (name === 'in' && Array.isArray(first)) return { operator: 'in', values: first.map(String) };
  return { operator: (name === 'eq' ? 'is' : name) as FilterOperator, value: String(first) };
}

function days(from: string, until: string, timezone: string): Partial<FilterDraft> {
  const readable = !Number.isNaN(Date.parse(from)) && !Number.isNaN(Date.parse(until));
  if (!readable || timeInZone(from, timezone) !== '00:00') return { operator: 'custom' };
  return { operator: 'between', value: dateInZone(from, timezone), to: previousDay(dateInZone(until, timezone)) };
}

function localDays(from: string, until: string): Partial<FilterDraft> {
  const [first = '', last = ''] = [from, until].map((text) => /^(\d{4}-\d\d-\d\d)T00:00:00$/.exec(text)?.[1]);
  return first && last ? { operator: 'between', value: first, to: previousDay(last) } : { operator: 'custom' };
}

/** The shorter of two ways to write the same condition, instants in UTC. */
function normalised(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  const entries = Object.entries(raw).map(([key, value]) => [
    key,
    isInstant(value) ? new Date(value).toISOString() : value,
  ]);
  const [name, value] = entries[0] ?? [];
  return entries.length === 1 && (name === 'eq' || name === 'in') ? value : Object.fromEntries(entries);
}

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d\d:\d\d)$/.test(value);

function sameJson(a: unknown, b: unknown): boolean {
  const sorted = (value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value).sort() : value;
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

import type { ColumnType } from './schema';

export const OPERATORS = ['eq', 'neq', 'in', 'gt', 'gte', 'lt', 'lte', 'contains', 'is_null'] as const;
export type Operator = (typeof OPERATORS)[number];

const ORDERED: readonly Operator[] = ['eq', 'neq', 'in', 'gt', 'gte', 'lt', 'lte', 'is_null'];
const EQUAL: readonly Operator[] = ['eq', 'neq', 'in', 'is_null'];

/** Which operators go with which columns. Of a list, `contains` asks for one item and `in` for any of several. */
export const OPERATORS_OF: Record<ColumnType, readonly Operator[]> = {
  text: [...EQUAL, 'contains'],
  enum: EQUAL,
  number: ORDERED,
  boolean: EQUAL,
  date: ORDERED,
  timestamp: ORDERED,
  local_timestamp: ORDERED,
  uuid: EQUAL,
  list: ['contains', 'in', 'is_null'],
  other: ['is_null'],
};

/** Columns that take `{ "period": … }`. */
export const hasPeriods = (type: ColumnType): boolean => ['date', 'timestamp', 'local_timestamp'].includes(type);

export const isOperator = (text: string): text is Operator => (OPERATORS as readonly string[]).includes(text);

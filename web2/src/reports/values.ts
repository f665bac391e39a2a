import { escapeLiteral } from 'pg';
import { z } from 'zod';
import { isStorable } from '@/lib/http/read-json';
import type { ColumnType, ReportColumn } from './schema';
import { suggest } from './suggest';

/** Single values of filters, typed by column: what is taken, what is said of what is not, and how each is written in SQL. */

export type Scalar = string | number | boolean;

interface ValueRule {
  /** What JSON may hold; also stands in the OpenAPI description. */
  schema: z.ZodType<Scalar>;
  expects: string;
  /** A closer word on a value that the schema refuses. */
  hint?: (raw: unknown) => string | undefined;
}

const MAX_TEXT = 1000;
const DECIMAL = /^-?\d{1,100}(\.\d{1,100})?$/;

const text = z.string().max(MAX_TEXT).refine(isStorable);

const decimal = z.string().regex(DECIMAL);
const exact = z.number().refine((value) => !Number.isInteger(value) || Number.isSafeInteger(value));

// PostgreSQL has no year 0, no offset of 16 hours, and takes any number of digits only up to a length.
const date = z.iso.date().refine((value) => !value.startsWith('0000'));
const instant = z.iso
  .datetime({ offset: true })
  .refine((value) => !value.startsWith('0000') && value.length <= 40 && !/[+-](1[6-9]|2\d):\d\d$/.test(value));
const wallTime = z.iso
  .datetime({ local: true })
  .refine((value) => !value.startsWith('0000') && value.length <= 40 && !/(Z|[+-]\d\d:\d\d)$/.test(value));

const TEXT: ValueRule = {
  schema: text,
  expects: `a text of at most ${MAX_TEXT.toLocaleString('en')} characters`,
  hint: (raw) => (typeof raw === 'number' || typeof raw === 'boolean' ? `Write it as a text: "${raw}".` : undefined),
};

const NUMBER: ValueRule = {
  schema: z.union([exact, decimal]),
  expects: 'a number',
  hint: (raw) => {
    if (typeof raw === 'number' && Number.isInteger(raw))
      return 'It has more digits than JSON keeps: write it as a text, "12345678901234567890".';
    const digits = typeof raw === 'string' && /^-?\d+(\.\d+)?$/.test(raw);
    return digits ? 'Use at most 100 digits before and after the point.' : 'Write digits, such as 12.5 or "12.5".';
  },
};

const RULES: Record<Exclude<ColumnType, 'list' | 'other' | 'enum' | 'number' | 'text'>, ValueRule> = {
  boolean: { schema: z.boolean(), expects: 'true or false' },
  date: {
    schema: date,
    expects: 'a date such as 2027-03-01',
    hint: (raw) => (/^\d{4}-\d\d-\d\d$/.test(String(raw)) ? 'There is no such day in the calendar.' : undefined),
  },
  timestamp: {
    schema: instant,
    expects: 'an instant such as 2027-03-01T09:00:00Z',
    hint: (raw) =>
      /^\d{4}-\d\d-\d\d(T[\d:.]+)?$/.test(String(raw))
        ? 'Add a time and its zone: Z or an offset such as -05:00.'
        : undefined,
  },
  local_timestamp: {
    schema: wallTime,
    expects: 'a date and time such as 2027-03-01T09:00:00',
    hint: (raw) =>
      /T.*(Z|[+-]\d\d:?\d\d)$/.test(String(raw))
        ? 'The column holds times without a zone: leave out Z or the offset.'
        : undefined,
  },
  uuid: { schema: z.guid(), expects: 'a UUID' },
};

/** The rule for one value of a column; of a list, for one of its items. Undefined where no value can be compared. */
export function valueRule(column: ReportColumn): ValueRule | undefined {
  const type = valueType(column);
  if (type === 'list' || type === 'other') return undefined;
  if (type === 'text') return TEXT;
  if (type === 'number') return isFloat(column) ? { ...NUMBER, schema: z.union([z.number(), decimal]) } : NUMBER;
  if (type === 'enum') return enumRule(column.values ?? []);
  return RULES[type];
}

/** What a column's values are; of a list, what its items are. */
export function valueType(column: ReportColumn): ColumnType {
  return column.type === 'list' ? (column.element ?? 'text') : column.type;
}

/**
 * Checks one value.
 * @returns the value, or what is wrong with it in a sentence
 */
export function readValue(column: ReportColumn, raw: unknown): { value: Scalar } | { wrong: string } {
  const rule = valueRule(column);
  if (!rule) return { wrong: `${column.label} cannot be compared with a value.` };
  const { success, data } = rule.schema.safeParse(raw);
  if (success) return { value: data };
  if (raw === null) return { wrong: 'null is no value. Use { "is_null": true } to ask for empty rows.' };
  const hint = rule.hint?.(raw);
  return { wrong: `${shown(raw)} is not ${rule.expects}.${hint ? ` ${hint}` : ''}` };
}

/** A checked value in SQL, of a type by which PostgreSQL compares it with the column, where it can by an index. */
export function valueSql(column: ReportColumn, value: Scalar): string {
  const literal = escapeLiteral(String(value));
  const type = valueType(column);
  if (type === 'number') return `${literal}::${numberSql(column, String(value))}`;
  // Without a type a literal takes that of the enum, which has a schema and a name of its own.
  return type === 'enum' ? literal : `${literal}::${SQL_TYPES[type]}`;
}

const SQL_TYPES: Record<Exclude<ColumnType, 'number' | 'enum'>, string> = {
  ...{ text: 'text', boolean: 'boolean', date: 'date', uuid: 'uuid' },
  ...{ timestamp: 'timestamptz', local_timestamp: 'timestamp', list: 'text', other: 'text' },
};

const MAX_BIGINT = 2n ** 63n - 1n;

function numberSql(column: ReportColumn, value: string): string {
  switch (itemSqlType(column)) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return /^-?\d+$/.test(value) && BigInt(value) <= MAX_BIGINT && BigInt(value) >= -MAX_BIGINT
        ? 'bigint'
        : 'numeric';
    case 'real': {
      // 0.1 as a real is not 0.1 as a double, and what no real holds is still more or less than the reals.
      const single = Math.fround(Number(value));
      return Number.isFinite(single) && (single !== 0 || Number(value) === 0) ? 'real' : 'double precision';
    }
    case 'double precision':
      return 'double precision';
    default:
      return 'numeric';
  }
}

const itemSqlType = (column: ReportColumn) => column.sql_type?.replace(/\[\]$/, '');
const isFloat = (column: ReportColumn) => /^(real|double precision)(\[\])?$/.test(column.sql_type ?? '');

function enumRule(labels: string[]): ValueRule {
  const list = labels.slice(0, 20).join(', ');
  return {
    schema: z.enum(labels),
    expects: `one of ${list}${labels.length > 20 ? ' and others' : ''}`,
    hint: (raw) => suggest(String(raw), labels).trim() || undefined,
  };
}

function shown(raw: unknown): string {
  const json = JSON.stringify(raw) ?? 'nothing';
  return json.length > 100 ? `${json.slice(0, 100)}…` : json;
}

import { escapeIdentifier } from 'pg';
import type { TypedColumn } from '@/reports/column-types';
import { CopyClock } from '../copy-clock';
import { fieldText } from '../copy-fields';
import { copyNumber, SAFE_DIGITS } from '../copy-numbers';
import type { ColumnChunk } from './column-chunk';
import { bool, i32, type Struct, struct } from './thrift';

/** How a column stands in the file (https://github.com/apache/parquet-format/blob/master/LogicalTypes.md) and how its cells get there. */
export interface ParquetType {
  physical: Physical;
  /** Of each value, for FIXED_LEN_BYTE_ARRAY. */
  length?: number;
  /** The older name of the logical type, for older readers. */
  converted?: number;
  decimal?: { precision: number; scale: number };
  logical?: Struct;
  /** Whether smallest and largest value are worth stating. */
  ordered?: boolean;
  /** What COPY writes of the column. */
  sql: string;
  /** Adds a field of COPY that is not null; false when the type has no such value. */
  add: AddField;
}

type AddField = (chunk: ColumnChunk, bytes: Buffer, start: number, end: number) => boolean;

export const PHYSICAL = {
  ...{ BOOLEAN: 0, INT32: 1, INT64: 2, FLOAT: 4, DOUBLE: 5 },
  ...{ BYTE_ARRAY: 6, FIXED_LEN_BYTE_ARRAY: 7 },
} as const;
export type Physical = keyof typeof PHYSICAL;

const CONVERTED = { UTF8: 0, DECIMAL: 5, DATE: 6, TIMESTAMP_MICROS: 10, JSON: 19 };
const NOTHING = struct({});

export function parquetType(column: TypedColumn, numeric: 'double' | 'text'): ParquetType {
  const name = escapeIdentifier(column.name);
  switch (column.sql_type) {
    case 'smallint':
    case 'integer':
      return { physical: 'INT32', ordered: true, sql: name, add: addInt32 };
    case 'bigint':
    case 'oid':
      return { physical: 'INT64', ordered: true, sql: name, add: addInt64 };
    case 'real':
      return { physical: 'FLOAT', sql: name, add: addFloat };
    case 'double precision':
      return { physical: 'DOUBLE', sql: name, add: addDouble };
    case 'money':
      return decimal(`${name}::numeric`, { precision: 19, scale: 2 });
    case 'numeric':
      if (column.decimal && fits(column.decimal)) return decimal(name, column.decimal);
      return numeric === 'text' ? text(name) : { physical: 'DOUBLE', sql: name, add: addNumeric };
    case 'boolean':
      return { physical: 'BOOLEAN', sql: name, add: addBoolean };
    case 'date':
      return {
        ...{ physical: 'INT32', ordered: true, converted: CONVERTED.DATE, logical: struct({ 6: NOTHING }) },
        ...{ sql: name, add: dayAdder() },
      };
    case 'timestamp with time zone':
      return timestamp(name, true);
    case 'timestamp without time zone':
      return timestamp(name, false);
    case 'json':
    case 'jsonb':
      return { ...text(`${name}::text`), converted: CONVERTED.JSON, logical: struct({ 12: NOTHING }) };
    default:
      if (column.type !== 'list') return text(`${name}::text`);
      return { ...text(`array_to_json(${name})`), converted: CONVERTED.JSON, logical: struct({ 12: NOTHING }) };
  }
}

function text(sql: string): ParquetType {
  return {
    ...{ physical: 'BYTE_ARRAY', converted: CONVERTED.UTF8, logical: struct({ 1: NOTHING }), sql },
    add: addText,
  };
}

/** Microseconds from 1970: an instant, or the time on the wall where the column knows no zone. */
function timestamp(name: string, isInstant: boolean): ParquetType {
  return {
    ...{ physical: 'INT64', ordered: true, ...(isInstant && { converted: CONVERTED.TIMESTAMP_MICROS }) },
    logical: struct({ 8: struct({ 1: bool(isInstant), 2: struct({ 2: NOTHING }) }) }),
    sql: isInstant ? `${name} at time zone 'UTC'` : name,
    add: microsecondAdder(),
  };
}

function fits({ precision, scale }: { precision: number; scale: number }): boolean {
  return precision <= 38 && scale >= 0 && scale <= precision;
}

function decimal(sql: string, declared: { precision: number; scale: number }): ParquetType {
  const { precision, scale } = declared;
  const common = {
    ...{ converted: CONVERTED.DECIMAL, decimal: declared, sql },
    logical: struct({ 5: struct({ 1: i32(scale), 2: i32(precision) }) }),
  };
  if (precision <= 9) return { ...common, physical: 'INT32', ordered: true, add: decimalAdder(scale, putInt32) };
  if (precision <= 18) return { ...common, physical: 'INT64', ordered: true, add: decimalAdder(scale, putInt64) };
  return {
    ...{ ...common, physical: 'FIXED_LEN_BYTE_ARRAY', length: 16 },
    add: decimalAdder(scale, (chunk, digits) => chunk.values.bigInt128(BigInt(digits))),
  };
}

const textOf = (bytes: Buffer, start: number, end: number) => bytes.toString('latin1', start, end);

const BACKSLASH = 92;

const addText: AddField = (chunk, bytes, start, end) => {
  for (let at = start; at < end; at++) {
    if (bytes[at] !== BACKSLASH) continue;
    const unescaped = Buffer.from(fieldText(bytes, start, end) ?? '');
    chunk.text(unescaped, 0, unescaped.length);
    return true;
  }
  chunk.text(bytes, start, end);
  return true;
};

const addBoolean: AddField = (chunk, bytes, start) => {
  chunk.bit(bytes[start] === 116); // t
  return true;
};

const addInt32: AddField = (chunk, bytes, start, end) => {
  putInt32(chunk, copyNumber(bytes, start, end));
  return true;
};

const addInt64: AddField = (chunk, bytes, start, end) => {
  const value = copyNumber(bytes, start, end);
  putInt64(chunk, Number.isSafeInteger(value) ? value : BigInt(textOf(bytes, start, end)));
  return true;
};

const addFloat: AddField = (chunk, bytes, start, end) => {
  chunk.values.float(copyNumber(bytes, start, end));
  return true;
};

const addDouble: AddField = (chunk, bytes, start, end) => {
  chunk.values.double(copyNumber(bytes, start, end));
  return true;
};

/** A number of any size and precision. Digits after the point beyond a double's are rounded unsaid: an average has twenty. */
const addNumeric: AddField = (chunk, bytes, start, end) => {
  const value = copyNumber(bytes, start, end);
  if (end - start > SAFE_DIGITS) {
    const [whole = ''] = textOf(bytes, start, end).split('.', 1);
    if (!Number.isFinite(value)) return false;
    if (whole.length > SAFE_DIGITS && BigInt(Number(whole)) !== BigInt(whole)) chunk.rounded += 1;
  }
  chunk.values.double(value);
  return true;
};

/** Puts a decimal without its point: `1.50` at scale 2 is 150. NaN and infinity, which it does not know, are missing. */
function decimalAdder(scale: number, put: (chunk: ColumnChunk, unscaled: number | bigint) => void): AddField {
  const factor = 10 ** scale;
  return (chunk, bytes, start, end) => {
    const value = copyNumber(bytes, start, end);
    if (!Number.isFinite(value)) return false;
    // What has so few digits is off by less than a half, and so exact once it is rounded.
    const unscaled = Math.round(value * factor);
    const isExact = end - start <= SAFE_DIGITS && Number.isSafeInteger(unscaled);
    put(chunk, isExact ? unscaled : BigInt(withoutPoint(textOf(bytes, start, end), scale)));
    return true;
  };
}

function withoutPoint(text: string, scale: number): string {
  const [whole = '', fraction = ''] = text.split('.');
  return whole + fraction.padEnd(scale, '0');
}

function dayAdder(): AddField {
  const clock = new CopyClock();
  return (chunk, bytes, start, end) => {
    if (!clock.read(bytes, start, end)) return false;
    putInt32(chunk, clock.day);
    return true;
  };
}

const DAY_MICROSECONDS = 86_400_000_000;

function microsecondAdder(): AddField {
  const clock = new CopyClock();
  return (chunk, bytes, start, end) => {
    if (!clock.read(bytes, start, end)) return false;
    const value = clock.day * DAY_MICROSECONDS + clock.microseconds;
    if (Number.isSafeInteger(value)) {
      putInt64(chunk, value);
      return true;
    }
    const exact = BigInt(clock.day) * BigInt(DAY_MICROSECONDS) + BigInt(clock.microseconds);
    // PostgreSQL counts from 2000, and so thirty years further.
    if (BigInt.asIntN(64, exact) !== exact) return false;
    putInt64(chunk, exact);
    return true;
  };
}

function putInt32(chunk: ColumnChunk, value: number | bigint): void {
  chunk.see(Number(value));
  chunk.values.int32(Number(value));
}

function putInt64(chunk: ColumnChunk, value: number | bigint): void {
  chunk.see(Number(value));
  if (typeof value === 'number') chunk.values.int64(value);
  else chunk.values.bigInt64(value);
}

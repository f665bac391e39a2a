import { escapeIdentifier } from 'pg';
import type { TypedColumn } from '@/reports/column-types';
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
  /** Adds a cell that is not null; false when the type has no such value. */
  add(chunk: ColumnChunk, text: string): boolean;
}

export const PHYSICAL = {
  ...{ BOOLEAN: 0, INT32: 1, INT64: 2, FLOAT: 4, DOUBLE: 5 },
  ...{ BYTE_ARRAY: 6, FIXED_LEN_BYTE_ARRAY: 7 },
} as const;
export type Physical = keyof typeof PHYSICAL;

const CONVERTED = { UTF8: 0, DECIMAL: 5, DATE: 6, TIMESTAMP_MICROS: 10, JSON: 19 };
const NOTHING = struct({});
/** Of what a double holds exactly. */
const SAFE_DIGITS = 15;

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
      return { physical: 'FLOAT', sql: name, add: always((chunk, cell) => chunk.values.float(Number(cell))) };
    case 'double precision':
      return { physical: 'DOUBLE', sql: name, add: always(addDouble) };
    case 'money':
      return decimal(`${name}::numeric`, { precision: 19, scale: 2 });
    case 'numeric':
      if (column.decimal && fits(column.decimal)) return decimal(name, column.decimal);
      return numeric === 'text' ? text(name) : { physical: 'DOUBLE', sql: name, add: addNumeric };
    case 'boolean':
      return { physical: 'BOOLEAN', sql: name, add: always((chunk, cell) => chunk.bit(cell === 't')) };
    case 'date':
      return {
        ...{ physical: 'INT32', ordered: true, converted: CONVERTED.DATE, logical: struct({ 6: NOTHING }) },
        sql: `case when isfinite(${name}) then (${name} - date '1970-01-01')::text else ${name}::text end`,
        add: addInt32,
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
    add: always((chunk, cell) => chunk.text(cell)),
  };
}

/** Microseconds from 1970: an instant, or the time on the wall where the column knows no zone. */
function timestamp(name: string, isInstant: boolean): ParquetType {
  return {
    ...{ physical: 'INT64', ordered: true, ...(isInstant && { converted: CONVERTED.TIMESTAMP_MICROS }) },
    logical: struct({ 8: struct({ 1: bool(isInstant), 2: struct({ 2: NOTHING }) }) }),
    sql: `case when isfinite(${name}) then (extract(epoch from ${name}) * 1000000)::bigint::text else ${name}::text end`,
    add: addInt64,
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
  const add = (put: (chunk: ColumnChunk, digits: string) => boolean) => (chunk: ColumnChunk, cell: string) => {
    const digits = unscaled(cell, scale);
    return digits !== undefined && put(chunk, digits);
  };
  if (precision <= 9) return { ...common, physical: 'INT32', ordered: true, add: add(addInt32) };
  if (precision <= 18) return { ...common, physical: 'INT64', ordered: true, add: add(addInt64) };
  return {
    ...{ ...common, physical: 'FIXED_LEN_BYTE_ARRAY', length: 16 },
    add: add(always((chunk, digits) => chunk.values.bigInt128(BigInt(digits)))),
  };
}

/** `1.5` at scale 2 is `150`. Undefined for NaN, which a decimal does not know. */
function unscaled(cell: string, scale: number): string | undefined {
  const point = cell.indexOf('.');
  if (point === -1) return /\d$/.test(cell) ? cell + '0'.repeat(scale) : undefined;
  return cell.slice(0, point) + cell.slice(point + 1).padEnd(scale, '0');
}

function addInt32(chunk: ColumnChunk, cell: string): boolean {
  const value = Number(cell);
  if (!Number.isInteger(value)) return false; // infinity
  chunk.see(value);
  chunk.values.int32(value);
  return true;
}

function addInt64(chunk: ColumnChunk, cell: string): boolean {
  const value = Number(cell);
  if (!Number.isInteger(value)) return false;
  chunk.see(value);
  if (cell.length <= SAFE_DIGITS || Number.isSafeInteger(value)) chunk.values.int64(value);
  else chunk.values.bigInt64(BigInt(cell));
  return true;
}

function addDouble(chunk: ColumnChunk, cell: string): void {
  chunk.values.double(Number(cell));
}

/** A number of any size and precision. Digits after the point beyond a double's are rounded unsaid: an average has twenty. */
function addNumeric(chunk: ColumnChunk, cell: string): boolean {
  const value = Number(cell);
  if (cell.length > SAFE_DIGITS && /\d$/.test(cell)) {
    if (!Number.isFinite(value)) return false;
    const [whole = cell] = cell.split('.', 1);
    if (whole.length > SAFE_DIGITS && BigInt(Number(whole)) !== BigInt(whole)) chunk.rounded += 1;
  }
  chunk.values.double(value);
  return true;
}

function always(add: (chunk: ColumnChunk, cell: string) => void): ParquetType['add'] {
  return (chunk, cell) => {
    add(chunk, cell);
    return true;
  };
}

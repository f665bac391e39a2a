import { escapeIdentifier } from 'pg';
import type { ReportColumn } from '@/reports/schema';

/**
 * Rows as JSON objects, at the speed of COPY: COPY writes each value as a JSON token, and the keys are put between them on the way.
 * (PostgreSQL's own row_to_json takes more than twice as long.) No token holds a control character, so these two cannot be mistaken.
 */
const DELIMITER = 1;
/** COPY puts it around a token that reads like its mark of a null; it is dropped. */
const QUOTE = 3;
const NEWLINE = 10;
const CLOSING_BRACE = 0x7d;

/** The COPY statement that writes the rows of `query` as JSON tokens. */
export function copyTokensSql(query: string, columns: ReportColumn[]): string {
  return (
    `copy (select ${columns.map(tokenSql).join(', ')} from (${query}) report) ` +
    `to stdout (format csv, delimiter e'\\x01', quote e'\\x03', null 'null')`
  );
}

// Beyond these a double, which is what most readers make of a JSON number, loses digits (RFC 7493, I-JSON).
const SAFE = Number.MAX_SAFE_INTEGER;
const SAFE_DIGITS = 15;

/** A column's value as a JSON token: a number where a double holds it, else a string. */
export function tokenSql(column: ReportColumn): string {
  const value = escapeIdentifier(column.name);
  const string = `'"' || ${value} || '"'`;
  switch (column.sql_type) {
    case 'smallint':
    case 'integer':
      return value;
    case 'boolean':
      return `${value}::text`;
    case 'real':
    case 'double precision':
      return `case when ${isFiniteNumber(value)} then ${value}::text else ${string} end`;
    case 'bigint':
      return `case when ${isSafeInteger(value)} then ${value}::text else ${string} end`;
    case 'numeric':
      return `case when ${isSafeNumeric(value)} then ${value}::text else ${string} end`;
    case 'bigint[]':
      return listSql(value, isSafeInteger('item'));
    case 'numeric[]':
      return listSql(value, isSafeNumeric('item'));
    case 'uuid':
      return string;
    case 'text':
    case 'character varying':
    case 'date':
    case 'timestamp with time zone':
    case 'timestamp without time zone':
    case 'text[]':
      return `to_json(${value})`;
    default:
      // A value of type json is written as it was; its line breaks stand between tokens, never within a string.
      return `translate(to_json(${value})::text, e'\\n\\r\\t', '   ')`;
  }
}

// PostgreSQL sorts NaN above Infinity.
const isFiniteNumber = (value: string) => `${value} < 'Infinity' and ${value} > '-Infinity'`;
const isSafeInteger = (value: string) => `${value} between -${SAFE} and ${SAFE}`;
const isSafeNumeric = (value: string) =>
  `(length(${value}::text) <= ${SAFE_DIGITS} and ${isFiniteNumber(value)}) or (${isSafeInteger(value)} and scale(${value}) <= 300 and (` +
  `scale(trim_scale(${value})) = 0 or length(trim('0' from translate(trim_scale(${value})::text, '-.', ''))) <= ${SAFE_DIGITS}))`;

/** Items are numbers when a double holds them all, else all are strings: one list has one type. */
const listSql = (value: string, isSafe: string) =>
  `case when not exists (select from unnest(${value}) item where not (${isSafe})) then to_json(${value}) else to_json(${value}::text[]) end`;

/** What stands around the objects. */
interface Framing {
  /** Before the first row. */
  start: string;
  /** Between two rows. */
  between: string;
  /** After the last row. */
  end: string;
  /** The whole file, where there is no row. */
  empty: string;
}

/** Written this many bytes at a time. */
const PIECE = 1 << 17;

/** Objects of COPY's tokens, with the columns' names as keys, in their order. It holds no more than a piece. */
export async function* objects(
  copy: AsyncIterable<Buffer>,
  columns: ReportColumn[],
  { start, between, end, empty }: Framing,
): AsyncGenerator<Buffer> {
  const keys = columns.map(({ name }, index) => Buffer.from(`${index === 0 ? '{' : ','}${JSON.stringify(name)}:`));
  // What may stand before the first value: of a row, and of the file's first.
  const rowStart = Buffer.from(`${between}${keys[0] ?? '{'}`);
  let next = Buffer.from(`${start}${keys[0] ?? '{'}`);
  const size = PIECE + next.length + rowStart.length + Math.max(...keys.map((each) => each.length)) + 2;
  let out = Buffer.allocUnsafe(size);
  let at = 0;
  let column = -1; // between rows
  // Byte by byte by index: an iterator or a call of Buffer.copy for each key takes three times as long.
  const put = (bytes: Buffer) => {
    for (let index = 0; index < bytes.length; index += 1) out[at++] = bytes[index] as number;
  };
  for await (const chunk of copy) {
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] as number;
      if (column === -1) {
        put(next);
        next = rowStart;
        column = 0;
      }
      if (byte > NEWLINE) out[at++] = byte;
      else if (byte === DELIMITER) {
        column += 1;
        put(key(keys, column));
      } else if (byte === NEWLINE) {
        out[at++] = CLOSING_BRACE;
        column = -1;
      } else if (byte !== QUOTE) throw new Error(`COPY wrote the control character ${byte} into a JSON token`);
      if (at > PIECE) {
        yield out.subarray(0, at);
        out = Buffer.allocUnsafe(size);
        at = 0;
      }
    }
  }
  yield out.subarray(0, at);
  yield Buffer.from(next === rowStart ? end : empty);
}

function key(keys: Buffer[], column: number): Buffer {
  const found = keys[column];
  if (!found) throw new Error('COPY wrote more values than there are columns');
  return found;
}

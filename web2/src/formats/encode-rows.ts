import { BACKSLASH, CAPITAL_N, NEWLINE, TAB } from './copy-text';
import { put } from './field-writers';
import { wholeRows } from './whole-rows';

/** Where a row is read and written. */
export interface Cursor {
  /** Whole rows as COPY's text format has them. */
  readonly from: Buffer;
  /** Of the next byte to be read. */
  index: number;
  to: Buffer;
  /** Of the next byte to be written. It may lie behind the end: the row is then written again, with more room. */
  at: number;
}

/**
 * Writes the value that begins at `cursor.index` as the file has it, and leaves the cursor at the TAB or LF that ends it. The value is
 * escaped as COPY does it, and never a null.
 */
export type FieldWriter = (cursor: Cursor) => void;

export interface RowShape {
  /** How each column is written, in COPY's order. */
  fields: readonly FieldWriter[];
  /** What stands before each column. */
  before: readonly Buffer[];
  /** What a null becomes. */
  nothing: Buffer;
  /** What ends a row. */
  after: Buffer;
}

/** What stands around the rows. */
export interface Framing {
  /** Before the first row. */
  start: string;
  /** Between two rows. */
  between: string;
  /** After the last row. */
  end: string;
  /** The whole file, where there is no row. */
  empty: string;
}

/** Read at most, and written at least, so many bytes at a time. */
const PIECE_READ = 1 << 15;
const PIECE_WRITTEN = 1 << 17;
const ROOM = PIECE_WRITTEN + 4 * PIECE_READ;

/**
 * The file that `shape` and `framing` make of the rows as COPY's text format has them, which is what PostgreSQL writes with the least
 * work: this runs beside it. No more than a piece is held.
 * Apart from `copyFields`, since here values are written in the pass that finds their ends: to find them first takes CSV as much time again.
 */
export async function* encodeRows(
  copy: AsyncIterable<Buffer>,
  shape: RowShape,
  { start, between, end, empty }: Framing,
): AsyncGenerator<Buffer> {
  const encoder = new RowEncoder(shape, Buffer.from(start), Buffer.from(between));
  for await (const rows of wholeRows(copy, PIECE_READ)) {
    encoder.add(rows);
    if (encoder.size >= PIECE_WRITTEN) yield encoder.take();
  }
  yield encoder.take();
  yield Buffer.from(encoder.isEmpty ? empty : end);
}

class RowEncoder {
  isEmpty = true;
  size = 0;
  #out = Buffer.allocUnsafe(ROOM);
  #opening: Buffer;
  readonly #between: Buffer;
  readonly #shape: RowShape;

  constructor(shape: RowShape, start: Buffer, between: Buffer) {
    this.#shape = shape;
    this.#opening = start;
    this.#between = between;
  }

  add(rows: Buffer): void {
    const cursor = { from: rows, index: 0, to: this.#out, at: this.size };
    while (cursor.index < rows.length) {
      const { index, at } = cursor;
      cursor.at = put(this.#opening, cursor.to, cursor.at);
      writeRow(cursor, this.#shape);
      if (cursor.at > cursor.to.length) {
        // What lay behind the end was not written, only counted: once more, with room for it.
        cursor.to = longer(cursor.to, at, cursor.at);
        cursor.index = index;
        cursor.at = at;
      } else {
        this.#opening = this.#between;
        this.isEmpty = false;
      }
    }
    this.#out = cursor.to;
    this.size = cursor.at;
  }

  /** What was written since the last time. */
  take(): Buffer {
    const taken = this.#out.subarray(0, this.size);
    this.#out = Buffer.allocUnsafe(ROOM);
    this.size = 0;
    return taken;
  }
}

function writeRow(cursor: Cursor, { fields, before, nothing, after }: RowShape): void {
  const { from, to } = cursor;
  for (let column = 0; column < fields.length; column += 1) {
    cursor.at = put(before[column] as Buffer, to, cursor.at);
    if (from[cursor.index] === BACKSLASH && from[cursor.index + 1] === CAPITAL_N) {
      cursor.at = put(nothing, to, cursor.at);
      cursor.index += 2;
    } else (fields[column] as FieldWriter)(cursor);
    if (from[cursor.index] !== (column === fields.length - 1 ? NEWLINE : TAB)) {
      throw new Error('COPY wrote more or fewer values than there are columns');
    }
    cursor.index += 1;
  }
  cursor.at = put(after, to, cursor.at);
}

function longer(out: Buffer, used: number, least: number): Buffer<ArrayBuffer> {
  const copy = Buffer.allocUnsafe(least + ROOM);
  out.copy(copy, 0, 0, used);
  return copy;
}

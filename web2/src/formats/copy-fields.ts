import { type Cell, unescaped } from './copy-rows';
import { BACKSLASH, CAPITAL_N, NEWLINE, TAB } from './copy-text';
import { wholeRows } from './whole-rows';

/** Rows of COPY's text format where they stand: which bytes are which field. Making no string of any is what makes a format quick. */
export interface CopyFields {
  bytes: Buffer;
  /** Where each field ends, row after row; the next begins one byte further. It is used again for the next rows. */
  ends: Int32Array;
  rows: number;
}

/** As `copyRows`, for formats that make bytes of bytes and, unlike those of `encodeRows`, look at rows before they write any: for widths, or column by column. */
export async function* copyFields(copy: AsyncIterable<Buffer>, columns: number): AsyncGenerator<CopyFields> {
  let ends = new Int32Array(1 << 12);
  for await (const bytes of wholeRows(copy)) {
    let count = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte !== TAB && byte !== NEWLINE) continue;
      if (count === ends.length) ends = doubled(ends);
      ends[count++] = at;
    }
    yield { bytes, ends, rows: count / columns };
  }
}

/** Where a field begins, by its place among all of them. */
export function fieldStart({ ends }: CopyFields, place: number): number {
  return place === 0 ? 0 : (ends[place - 1] as number) + 1;
}

export function isNull(bytes: Buffer, start: number, end: number): boolean {
  return end - start === 2 && bytes[start] === BACKSLASH && bytes[start + 1] === CAPITAL_N;
}

export function fieldText(bytes: Buffer, start: number, end: number): Cell {
  return unescaped(bytes.toString('utf8', start, end));
}

function doubled(ends: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * ends.length);
  larger.set(ends);
  return larger;
}

import { BACKSLASH, ESCAPED, NEWLINE, TAB } from './copy-text';
import type { Cursor } from './encode-rows';

/** How values stand in more than one format, made of COPY's text. A loop keeps its numbers to itself, which is twice as fast as to count in the cursor. */

/** For values in which nothing is escaped, and that the file has as PostgreSQL writes them. */
export function asIs(cursor: Cursor): void {
  const { from, to } = cursor;
  let { index, at } = cursor;
  for (let byte = from[index] as number; byte > NEWLINE || byte < TAB; byte = from[++index] as number) to[at++] = byte;
  cursor.index = index;
  cursor.at = at;
}

/** For values that SQL wrote as the file has them. */
export function unescapedBytes(cursor: Cursor): void {
  const { from, to } = cursor;
  let { index, at } = cursor;
  for (let byte = from[index] as number; byte > NEWLINE || byte < TAB; byte = from[++index] as number) {
    to[at++] = byte === BACKSLASH ? (ESCAPED[from[++index] as number] as number) : byte;
  }
  cursor.index = index;
  cursor.at = at;
}

const LETTER_t = 0x74;
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

/** `t` and `f` as words. */
export function asWord(cursor: Cursor): void {
  cursor.at = put(cursor.from[cursor.index] === LETTER_t ? TRUE : FALSE, cursor.to, cursor.at);
  cursor.index += 1;
}

/** Byte by byte: a call of Buffer.copy for a few takes three times as long. */
export function put(bytes: Buffer, to: Buffer, at: number): number {
  let end = at;
  for (let index = 0; index < bytes.length; index += 1) to[end++] = bytes[index] as number;
  return end;
}

import { BACKSLASH, ESCAPED, isEnd, NEWLINE, TAB, textAt } from './copy-text';
import type { Cursor, FieldWriter } from './encode-rows';
import { put } from './field-writers';
import { isFormula, mayBeFormula } from './formula-guard';

/** How values stand in a CSV file, made of COPY's text. */

const RETURN = 13;
const SPACE = 0x20;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const COMMA = 0x2c;
const POINT = 0x2e;
const LETTER_C = 0x43;
const LETTER_T = 0x54;

/** A number with a comma for its point. */
export function decimalComma(cursor: Cursor): void {
  const { from, to } = cursor;
  let { index, at } = cursor;
  for (let byte = from[index] as number; byte > NEWLINE || byte < TAB; byte = from[++index] as number) {
    to[at++] = byte === POINT ? COMMA : byte;
  }
  cursor.index = index;
  cursor.at = at;
}

const TIME_LENGTH = 'HH:MM:SS'.length;
const BEFORE_CHRIST = Buffer.from(' BC');

/** `2026-03-02 09:00:00.25` as `2026-03-02T09:00:00`; what is before Christ keeps its ` BC`, and `infinity` stays. */
export function wallTime(cursor: Cursor): void {
  const { from, to } = cursor;
  let { index, at } = cursor;
  let byte = from[index] as number;
  for (; byte > SPACE; byte = from[++index] as number) to[at++] = byte;
  if (byte === SPACE) {
    to[at++] = LETTER_T;
    for (const end = index + TIME_LENGTH; index < end; ) to[at++] = from[++index] as number;
    while (!isEnd(from[index])) index += 1;
    if (from[index - 1] === LETTER_C) at = put(BEFORE_CHRIST, to, at);
  }
  cursor.index = index;
  cursor.at = at;
}

/** Text between quotes where it has to be (RFC 4180), an empty one too, since nothing is a null; a formula after an apostrophe. */
export function csvText(delimiter: number, formulaGuard: boolean): FieldWriter {
  const isSpecial = tableOf(QUOTE, delimiter, BACKSLASH, TAB, NEWLINE);
  const mustQuote = tableOf(QUOTE, delimiter, NEWLINE, RETURN);

  return (cursor) => {
    const { from, to } = cursor;
    let { index, at } = cursor;
    const isGuarded = formulaGuard && mayBeFormula(from[index] as number) && isFormula(textAt(from, index));
    if (isGuarded) to[at++] = APOSTROPHE;
    for (let byte = from[index] as number; ; byte = from[++index] as number) {
      if (isSpecial[byte] !== 0) {
        if (isEnd(byte)) break;
        if (byte === BACKSLASH) byte = ESCAPED[from[++index] as number] as number;
        if (mustQuote[byte] !== 0) return quoted(cursor, isGuarded);
      }
      to[at++] = byte;
    }
    if (index === cursor.index) return quoted(cursor, false);
    cursor.index = index;
    cursor.at = at;
  };
}

function quoted(cursor: Cursor, isGuarded: boolean): void {
  const { from, to } = cursor;
  let { index, at } = cursor;
  to[at++] = QUOTE;
  if (isGuarded) to[at++] = APOSTROPHE;
  for (let byte = from[index] as number; byte > NEWLINE || byte < TAB; byte = from[++index] as number) {
    if (byte === QUOTE) to[at++] = QUOTE;
    to[at++] = byte === BACKSLASH ? (ESCAPED[from[++index] as number] as number) : byte;
  }
  to[at++] = QUOTE;
  cursor.index = index;
  cursor.at = at;
}

function tableOf(...bytes: number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of bytes) table[byte] = 1;
  return table;
}

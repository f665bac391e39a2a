import { BACKSLASH, isEnd, NEWLINE, TAB } from './copy-text';
import type { Cursor } from './encode-rows';
import { asIs, put } from './field-writers';

/** How values stand in JSON, made of COPY's text. */

const VERTICAL_TAB = 11;
const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const LETTER_T = 0x54;
const LETTER_v = 0x76;

/** A string in which JSON escapes nothing. */
export function inQuotes(cursor: Cursor): void {
  cursor.to[cursor.at++] = QUOTE;
  asIs(cursor);
  cursor.to[cursor.at++] = QUOTE;
}

/** A number, which NaN and Infinity are not in JSON: they are strings. */
export function finiteNumber(cursor: Cursor): void {
  const { from, index } = cursor;
  const first = from[from[index] === MINUS ? index + 1 : index] as number;
  if (first >= ZERO && first <= NINE) asIs(cursor);
  else inQuotes(cursor);
}

const NO_MINUTES = Buffer.from(':00');

/** `2026-03-02 09:00:00.25+01` as ISO 8601 has it: `"2026-03-02T09:00:00.25+01:00"`; what is before Christ keeps its ` BC`, and `infinity` stays. */
export function isoTime(cursor: Cursor): void {
  const { from, to } = cursor;
  let { index, at } = cursor;
  to[at++] = QUOTE;
  let byte = from[index] as number;
  for (; byte > SPACE; byte = from[++index] as number) to[at++] = byte;
  if (byte === SPACE) {
    to[at++] = LETTER_T;
    let isOffset = false;
    let hasMinutes = false;
    for (byte = from[++index] as number; byte > SPACE; byte = from[++index] as number) {
      if (byte === COLON) hasMinutes = isOffset;
      else if (byte === PLUS || byte === MINUS) isOffset = true;
      to[at++] = byte;
    }
    if (isOffset && !hasMinutes) at = put(NO_MINUTES, to, at);
    for (; !isEnd(byte); byte = from[++index] as number) to[at++] = byte;
  }
  to[at++] = QUOTE;
  cursor.index = index;
  cursor.at = at;
}

const isPlain = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= SPACE && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
);

/** Text with JSON's escapes. COPY's are the same but for that of VT; quotes and the other control characters it leaves as they are. */
export function jsonText(cursor: Cursor): void {
  const { from, to } = cursor;
  let { index, at } = cursor;
  to[at++] = QUOTE;
  for (let byte = from[index] as number; byte > NEWLINE || byte < TAB; byte = from[++index] as number) {
    if (isPlain[byte] === 1) to[at++] = byte;
    else if (byte === QUOTE) {
      to[at++] = BACKSLASH;
      to[at++] = QUOTE;
    } else if (byte !== BACKSLASH) at = put(unicodeEscape(byte), to, at);
    else {
      const letter = from[++index] as number;
      if (letter === LETTER_v) at = put(unicodeEscape(VERTICAL_TAB), to, at);
      else {
        to[at++] = BACKSLASH;
        to[at++] = letter;
      }
    }
  }
  to[at++] = QUOTE;
  cursor.index = index;
  cursor.at = at;
}

const unicodeEscape = (control: number) => Buffer.from(`\\u${control.toString(16).padStart(4, '0')}`);

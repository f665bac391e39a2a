/** COPY's text format, in which TAB ends a value, LF a row, and `\N` is a null: https://www.postgresql.org/docs/17/sql-copy.html */
export const TAB = 9;
export const NEWLINE = 10;
export const BACKSLASH = 0x5c;
export const CAPITAL_N = 0x4e;

const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** The byte that a backslash and this one stand for. */
export const ESCAPED = Uint8Array.from({ length: 256 }, (_, byte) =>
  (ESCAPES[String.fromCharCode(byte)] ?? String.fromCharCode(byte)).charCodeAt(0),
);

/** Whether this byte ends a value. */
export const isEnd = (byte: number | undefined): boolean => byte === TAB || byte === NEWLINE || byte === undefined;

/** The value that begins here, as a string: for the few that need it. */
export function textAt(rows: Buffer, start: number): string {
  let end = start;
  while (!isEnd(rows[end])) end += 1;
  return unescapeText(rows.toString('utf8', start, end));
}

export function unescapeText(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter) : text;
}

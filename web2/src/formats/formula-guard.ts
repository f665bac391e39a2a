// Signs, also full-width, after any white space; and a leading TAB, CR or LF. (JavaScript's white space lacks U+0085.)
const FORMULA = /^(?:[\s\x85]*[-=+@＝＋－＠]|[\t\r\n])/u;

/** Whether a spreadsheet may run this text (OWASP ASVS 5.0, 1.2.10). */
export function isFormula(text: string): boolean {
  return FORMULA.test(text);
}

// Every character that the pattern begins with, in UTF-8; and the backslash, which in COPY's text begins TAB, CR, LF and others.
const BEGINNINGS = Buffer.from('-=+@＝ \u0085\u00a0\u1680\u2000\u3000\ufeff\\');
const mayBegin = new Uint8Array(256);
for (const byte of BEGINNINGS) mayBegin[byte] = 1;

/** False for a text whose first byte in UTF-8, or in COPY's text format, begins no formula: most texts are let through by it. */
export function mayBeFormula(firstByte: number): boolean {
  return mayBegin[firstByte] === 1;
}

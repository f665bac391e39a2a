const [ZERO, NINE, MINUS, POINT] = [48, 57, 45, 46];
/** Of a whole number that a double holds for sure. */
export const SAFE_DIGITS = 15;
const POWERS = Array.from({ length: SAFE_DIGITS + 1 }, (_, exponent) => 10 ** exponent);

/** Any number of COPY's text format as the nearest double, without making a string of a short one. */
export function copyNumber(bytes: Buffer, start: number, end: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start;
  if (end - first > SAFE_DIGITS) return Number(bytes.toString('latin1', start, end));
  let digits = 0;
  let fraction = 0;
  let point = -1;
  for (let at = first; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= ZERO && byte <= NINE) digits = digits * 10 + byte - ZERO;
    else if (byte === POINT && point === -1) point = at;
    else return Number(bytes.toString('latin1', start, end)); // 1e+300, NaN, Infinity
  }
  if (point !== -1) fraction = end - point - 1;
  // Exact whole numbers both, so that the quotient is the nearest double.
  const value = fraction === 0 ? digits : digits / (POWERS[fraction] as number);
  return first === start ? value : -value;
}

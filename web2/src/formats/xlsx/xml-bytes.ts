const FIRST_SIZE = 1 << 18;

/** XML as bytes, one after the other in a buffer that grows and is used again; `encodeRows` gives its buffers away, and knows no numbers of rows. */
export class XmlBytes {
  bytes = Buffer.allocUnsafeSlow(FIRST_SIZE);
  length = 0;

  /** Makes room for `size` more, before any `put`. */
  reserve(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(2 * this.bytes.length, this.length + size));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }

  /** For what is short: a loop is quicker than the call out of JavaScript. */
  put(from: Uint8Array, start = 0, end = from.length): void {
    const { bytes } = this;
    let length = this.length;
    for (let at = start; at < end; at++) bytes[length++] = from[at] as number;
    this.length = length;
  }

  text(text: string): void {
    this.reserve(3 * text.length);
    this.length += this.bytes.write(text, this.length);
  }

  /** @param value a whole number from 0 to 2^31 */
  digits(value: number): void {
    let width = 1;
    for (let rest = value; rest > 9; rest = (rest / 10) | 0) width += 1;
    this.paddedDigits(value, width);
  }

  paddedDigits(value: number, width: number): void {
    const { bytes, length } = this;
    let rest = value;
    for (let at = length + width - 1; at >= length; at--) {
      const tens = (rest / 10) | 0;
      bytes[at] = 48 + rest - tens * 10;
      rest = tens;
    }
    this.length = length + width;
  }

  taken(): Buffer {
    return this.bytes.subarray(0, this.length);
  }
}

const FIRST_SIZE = 1 << 16;
const SHORT = 48;

/** Values in Parquet's PLAIN encoding, one after the other in a buffer that grows and is used again. */
export class Values {
  bytes = Buffer.allocUnsafe(FIRST_SIZE);
  length = 0;

  int32(value: number): void {
    this.#reserve(4);
    this.bytes.writeInt32LE(value, this.length);
    this.length += 4;
  }

  /** @param value an integer below 2^53 in size */
  int64(value: number): void {
    this.#reserve(8);
    this.bytes.writeUInt32LE(value >>> 0, this.length);
    this.bytes.writeInt32LE(Math.floor(value / 0x1_0000_0000), this.length + 4);
    this.length += 8;
  }

  bigInt64(value: bigint): void {
    this.#reserve(8);
    this.bytes.writeBigInt64LE(value, this.length);
    this.length += 8;
  }

  /** Sixteen bytes, the most significant first. */
  bigInt128(value: bigint): void {
    this.#reserve(16);
    this.bytes.writeBigInt64BE(value >> 64n, this.length);
    this.bytes.writeBigUInt64BE(BigInt.asUintN(64, value), this.length + 8);
    this.length += 16;
  }

  float(value: number): void {
    this.#reserve(4);
    this.bytes.writeFloatLE(value, this.length);
    this.length += 4;
  }

  double(value: number): void {
    this.#reserve(8);
    this.bytes.writeDoubleLE(value, this.length);
    this.length += 8;
  }

  /** UTF-8 after its length. */
  text(from: Buffer, start: number, end: number): void {
    const size = end - start;
    this.#reserve(4 + size);
    const { bytes } = this;
    bytes.writeUInt32LE(size, this.length);
    this.length += 4;
    // For what is short a loop is quicker than the call out of JavaScript.
    if (size > SHORT) from.copy(bytes, this.length, start, end);
    else for (let at = start, to = this.length; at < end; at++, to++) bytes[to] = from[at] as number;
    this.length += size;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.bytes[this.length++] = value;
  }

  /** What stands in the buffer, which is used again. */
  taken(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  #reserve(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, this.length + size));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { isNull } from '../copy-fields';
import { Dictionary } from './dictionary';
import { binary, i32, i64, list, type Struct, struct, thriftBytes } from './thrift';
import { type ParquetType, PHYSICAL } from './types';
import { Values } from './values';

const compressed = promisify(zstdCompress);
// Level 3 makes files a twentieth smaller than 1, beside the main thread.
const ZSTD = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

const ENCODING = { PLAIN: 0, RLE: 3, RLE_DICTIONARY: 8 };
const PAGE = { DATA: 0, DICTIONARY: 2 };
const CODEC_ZSTD = 6;

/** What a column chunk came to: its bytes, and what the footer says of them. */
export interface WrittenChunk {
  pages: Buffer[];
  /** @param offset where the pages begin in the file */
  metadata(offset: number): Struct;
  size: number;
  uncompressedSize: number;
}

/** The cells of one column in one row group, encoded as they come. It is used again for the next group. */
export class ColumnChunk {
  readonly values = new Values();
  /** Cells that are null because the type has no such value, in all groups so far. */
  missing = 0;
  /** Numbers that the type holds with fewer digits, in all groups so far. */
  rounded = 0;
  readonly #type: ParquetType;
  readonly #path: string;
  #rows = 0;
  #nulls = 0;
  #present: Buffer;
  #count = 0;
  /** Of a column of texts, while they are few; null when it is not worth one. */
  #dictionary: Dictionary | null;
  #places: Uint16Array;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;

  constructor(name: string, type: ParquetType, mostRows: number) {
    this.#type = type;
    this.#path = name;
    this.#present = Buffer.alloc(Math.ceil(mostRows / 8));
    this.#places = new Uint16Array(mostRows);
    this.#dictionary = type.physical === 'BYTE_ARRAY' ? new Dictionary() : null;
  }

  /** Bytes held so far. */
  get size(): number {
    return this.values.length + (this.#dictionary ? this.#dictionary.entries.length + 2 * this.#rows : 0);
  }

  /** Adds a field of COPY. */
  add(bytes: Buffer, start: number, end: number): void {
    const row = this.#rows++;
    const isGiven = !isNull(bytes, start, end);
    if (isGiven && this.#type.add(this, bytes, start, end)) {
      this.#present[row >> 3] = (this.#present[row >> 3] as number) | (1 << (row & 7));
      return;
    }
    this.#nulls += 1;
    if (isGiven) this.missing += 1;
  }

  /** For the statistics. */
  see(value: number): void {
    if (value < this.#least) this.#least = value;
    if (value > this.#most) this.#most = value;
  }

  bit(value: boolean): void {
    const place = this.#count++;
    if ((place & 7) === 0) this.values.byte(0);
    if (value) this.values.bytes[place >> 3] = (this.values.bytes[place >> 3] ?? 0) | (1 << (place & 7));
  }

  /** UTF-8, without COPY's escapes. */
  text(bytes: Buffer, start: number, end: number): void {
    const place = this.#dictionary?.place(bytes, start, end) ?? -1;
    if (place !== -1) {
      this.#places[this.#count++] = place;
      return;
    }
    if (this.#dictionary) this.#giveUp(this.#dictionary);
    this.values.text(bytes, start, end);
  }

  /** Ends the group: what it holds as pages, and the chunk is empty again. */
  async finish(): Promise<WrittenChunk> {
    const dictionary = this.#dictionary;
    const pages: Page[] = [];
    if (dictionary) {
      const header = struct({ 1: i32(dictionary.size), 2: i32(ENCODING.PLAIN) });
      pages.push(await page(PAGE.DICTIONARY, dictionary.entries.taken(), { 7: header }));
    }
    const encoded = dictionary ? packed(this.#places.subarray(0, this.#count), dictionary.size) : this.values.taken();
    const valueEncoding = dictionary ? ENCODING.RLE_DICTIONARY : ENCODING.PLAIN;
    const header = struct({
      ...{ 1: i32(this.#rows), 2: i32(valueEncoding), 3: i32(ENCODING.RLE), 4: i32(ENCODING.RLE) },
    });
    pages.push(await page(PAGE.DATA, Buffer.concat([this.#levels(), encoded]), { 5: header }));
    const written = this.#written(pages, valueEncoding);
    this.#clear();
    return written;
  }

  #written(pages: Page[], valueEncoding: number): WrittenChunk {
    const size = sum(pages.map(({ bytes }) => bytes.length));
    const uncompressedSize = sum(pages.map((each) => each.uncompressedSize));
    const dictionarySize = pages.length > 1 ? (pages[0]?.bytes.length ?? 0) : 0;
    const [rows, statistics] = [this.#rows, this.#statistics()];
    const encodings = [ENCODING.RLE, ENCODING.PLAIN, ...(dictionarySize > 0 ? [valueEncoding] : [])];
    const metadata = (offset: number) =>
      struct({
        2: i64(offset),
        3: struct({
          1: i32(PHYSICAL[this.#type.physical]),
          2: list('i32', encodings.map(i32)),
          3: list('binary', [binary(this.#path)]),
          4: i32(CODEC_ZSTD),
          5: i64(rows),
          6: i64(uncompressedSize),
          7: i64(size),
          9: i64(offset + dictionarySize),
          11: dictionarySize > 0 ? i64(offset) : undefined,
          12: statistics,
        }),
      });
    return { pages: pages.map(({ bytes }) => bytes), metadata, size, uncompressedSize };
  }

  /** Which rows are not null, as Parquet's definition levels: one run when all or none are, else a bit each. */
  #levels(): Buffer {
    if (this.#nulls === 0 || this.#nulls === this.#rows) {
      return withLength(Buffer.concat([varint(this.#rows << 1), Buffer.from([this.#nulls === 0 ? 1 : 0])]));
    }
    const groups = Math.ceil(this.#rows / 8);
    return withLength(Buffer.concat([varint((groups << 1) | 1), this.#present.subarray(0, groups)]));
  }

  #statistics(): Struct {
    const stated = this.#type.ordered && Number.isSafeInteger(this.#least) && Number.isSafeInteger(this.#most);
    const bytes = (value: number) => {
      const values = new Values();
      if (this.#type.physical === 'INT32') values.int32(value);
      else values.int64(value);
      return binary(values.taken());
    };
    return struct({
      3: i64(this.#nulls),
      5: stated ? bytes(this.#most) : undefined,
      6: stated ? bytes(this.#least) : undefined,
    });
  }

  /** Too many different texts: those so far are written plainly, and this column tries no dictionary again. */
  #giveUp(dictionary: Dictionary): void {
    this.#dictionary = null;
    for (const place of this.#places.subarray(0, this.#count)) dictionary.copyTo(this.values, place);
  }

  #clear(): void {
    this.values.clear();
    this.#present.fill(0);
    this.#dictionary?.clear();
    this.#rows = this.#nulls = this.#count = 0;
    this.#least = Number.POSITIVE_INFINITY;
    this.#most = Number.NEGATIVE_INFINITY;
  }
}

interface Page {
  bytes: Buffer;
  uncompressedSize: number;
}

async function page(type: number, body: Buffer, header: Record<number, Struct>): Promise<Page> {
  const bytes = await compressed(body, { ...ZSTD, pledgedSrcSize: body.length });
  const head = thriftBytes(struct({ 1: i32(type), 2: i32(body.length), 3: i32(bytes.length), ...header }));
  return { bytes: Buffer.concat([head, bytes]), uncompressedSize: head.length + body.length };
}

/** Places in the dictionary, each in as few bits as the largest needs, eight to a group (the hybrid's bit-packed run). */
function packed(places: Uint16Array, entries: number): Buffer {
  const width = Math.max(1, 32 - Math.clz32(Math.max(0, entries - 1)));
  const groups = Math.ceil(places.length / 8);
  const head = Buffer.concat([Buffer.from([width]), varint((groups << 1) | 1)]);
  const bytes = Buffer.alloc(head.length + groups * width);
  head.copy(bytes);
  let at = head.length;
  let held = 0;
  let bits = 0;
  for (const place of places) {
    held |= place << bits;
    for (bits += width; bits >= 8; bits -= 8) {
      bytes[at++] = held & 255;
      held >>>= 8;
    }
  }
  if (bits > 0) bytes[at] = held & 255;
  return bytes;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

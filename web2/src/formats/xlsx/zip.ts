import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A file of an archive. */
export interface ZipEntry {
  path: string;
  /** Taken once, after those of the entry before. A piece may be used again once the third after it is asked for. */
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** What is known of an entry when all of it was taken. */
interface Written {
  path: Buffer;
  offset: number;
  crc: number;
  size: number;
  compressedSize: number;
}

/**
 * A zip archive made while its entries come, each deflated beside the main thread (APPNOTE.TXT 6.3.10). The archivers that Node has
 * reckon checksums in JavaScript, which takes longer than writing a sheet does.
 */
export async function* zipArchive(
  entries: AsyncIterable<ZipEntry>,
  { modified, level }: { modified: Date; level: number },
): AsyncGenerator<Buffer> {
  const stamp = dosTime(modified);
  const directory: Written[] = [];
  let offset = 0;
  for await (const { path, pieces } of entries) {
    const written = { path: Buffer.from(path), offset, crc: 0, size: 0, compressedSize: 0 };
    const head = Buffer.concat([localHeader(written, stamp), written.path]);
    yield head;
    for await (const chunk of deflated(pieces, written, level)) {
      written.compressedSize += chunk.length;
      yield chunk;
    }
    const descriptor = dataDescriptor(written);
    yield descriptor;
    offset += head.length + written.compressedSize + descriptor.length;
    directory.push(written);
  }
  const records = Buffer.concat(directory.map((written) => directoryRecord(written, stamp)));
  yield Buffer.concat([records, endRecords(directory.length, records.length, offset)]);
}

/** While one piece is deflated, the next is made. */
function deflated(pieces: ZipEntry['pieces'], written: Written, level: number): AsyncIterable<Buffer> {
  // A smaller window than the usual 32 KB costs a sheet nothing and is quicker.
  const deflate = createDeflateRaw({ level, windowBits: 13, chunkSize: 1 << 16 });
  const source = Readable.from(counted(pieces, written), { objectMode: false, highWaterMark: 1 });
  // An error of either side destroys the other, and reaches whoever reads.
  return pipeline(source, deflate, () => undefined);
}

async function* counted(pieces: ZipEntry['pieces'], written: Written): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    written.crc = crc32(piece, written.crc);
    written.size += piece.length;
    yield piece;
  }
}

const DEFLATED = 8;
/** Sizes and checksum follow the data; names are UTF-8. */
const FLAGS = (1 << 3) | (1 << 11);
const VERSION = { plain: 20, zip64: 45 };
/** Of a number that stands in a zip64 field instead. */
const ELSEWHERE = 0xffff_ffff;

const isLarge = ({ size, compressedSize, offset }: Written) => Math.max(size, compressedSize, offset) >= ELSEWHERE;

function localHeader({ path }: Written, stamp: Stamp): Buffer {
  return fields(
    [4, 0x04034b50],
    [2, VERSION.plain],
    ...common(stamp),
    [4, 0],
    [4, 0],
    [4, 0],
    [2, path.length],
    [2, 0],
  );
}

function dataDescriptor(written: Written): Buffer {
  const width = isLarge(written) ? 8 : 4;
  return fields([4, 0x08074b50], [4, written.crc], [width, written.compressedSize], [width, written.size]);
}

function directoryRecord(written: Written, stamp: Stamp): Buffer {
  const large = isLarge(written);
  const { path, crc } = written;
  const numbers = [written.size, written.compressedSize, written.offset] as const;
  const extra = large ? fields([2, 1], [2, 24], ...numbers.map((number): Field => [8, number])) : Buffer.alloc(0);
  const [size, compressedSize, offset] = large ? [ELSEWHERE, ELSEWHERE, ELSEWHERE] : numbers;
  const version = large ? VERSION.zip64 : VERSION.plain;
  const head = fields(
    ...([[4, 0x02014b50], [2, version], [2, version], ...common(stamp)] as Field[]),
    ...([
      [4, crc],
      [4, compressedSize],
      [4, size],
      [2, path.length],
      [2, extra.length],
    ] as Field[]),
    // no comment, first disk, attributes
    ...([
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ] as Field[]),
  );
  return Buffer.concat([head, path, extra]);
}

function endRecords(count: number, size: number, offset: number): Buffer {
  const large = offset >= ELSEWHERE;
  const zip64: Field[] = [
    ...([
      [4, 0x06064b50],
      [8, 44],
      [2, VERSION.zip64],
      [2, VERSION.zip64],
      [4, 0],
      [4, 0],
    ] as Field[]),
    ...([
      [8, count],
      [8, count],
      [8, size],
      [8, offset],
    ] as Field[]),
    ...([
      [4, 0x07064b50],
      [4, 0],
      [8, offset + size],
      [4, 1],
    ] as Field[]),
  ];
  return fields(
    ...(large ? zip64 : []),
    ...([
      [4, 0x06054b50],
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
    ] as Field[]),
    ...([
      [4, size],
      [4, large ? ELSEWHERE : offset],
      [2, 0],
    ] as Field[]),
  );
}

interface Stamp {
  date: number;
  time: number;
}

const common = ({ time, date }: Stamp): Field[] => [
  [2, FLAGS],
  [2, DEFLATED],
  [2, time],
  [2, date],
];

/** Zip knows no zone, and no year before 1980. */
function dosTime(at: Date): Stamp {
  const year = Math.max(1980, at.getUTCFullYear());
  return {
    date: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

type Field = [bytes: 2 | 4 | 8, value: number];

function fields(...list: Field[]): Buffer {
  const buffer = Buffer.alloc(list.reduce((total, [bytes]) => total + bytes, 0));
  let at = 0;
  for (const [bytes, value] of list) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), at);
    else buffer.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return buffer;
}

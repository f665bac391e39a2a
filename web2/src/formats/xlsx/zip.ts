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
  const [crc, compressedSize, size] = [u32(0), u32(0), u32(0)];
  return joined(
    ...[u32(0x04034b50), u16(VERSION.plain), ...common(stamp), crc, compressedSize, size],
    ...[u16(path.length), u16(0)],
  );
}

function dataDescriptor(written: Written): Buffer {
  const wide = isLarge(written) ? u64 : u32;
  return joined(u32(0x08074b50), u32(written.crc), wide(written.compressedSize), wide(written.size));
}

function directoryRecord(written: Written, stamp: Stamp): Buffer {
  const large = isLarge(written);
  const { path, crc } = written;
  const numbers = [written.size, written.compressedSize, written.offset] as const;
  const extra = large ? joined(u16(1), u16(24), ...numbers.map(u64)) : Buffer.alloc(0);
  const [size, compressedSize, offset] = large ? [ELSEWHERE, ELSEWHERE, ELSEWHERE] : numbers;
  const version = u16(large ? VERSION.zip64 : VERSION.plain);
  const [comment, disk, internalAttributes, externalAttributes] = [u16(0), u16(0), u16(0), u32(0)];
  const head = joined(
    ...[u32(0x02014b50), version, version, ...common(stamp), u32(crc), u32(compressedSize), u32(size)],
    ...[u16(path.length), u16(extra.length), comment, disk, internalAttributes, externalAttributes, u32(offset)],
  );
  return Buffer.concat([head, path, extra]);
}

function endRecords(count: number, size: number, offset: number): Buffer {
  const large = offset >= ELSEWHERE;
  const version = u16(VERSION.zip64);
  const zip64 = [
    ...[u32(0x06064b50), u64(44), version, version, u32(0), u32(0), u64(count), u64(count), u64(size), u64(offset)],
    ...[u32(0x07064b50), u32(0), u64(offset + size), u32(1)],
  ];
  return joined(
    ...(large ? zip64 : []),
    ...[u32(0x06054b50), u16(0), u16(0), u16(count), u16(count), u32(size), u32(large ? ELSEWHERE : offset), u16(0)],
  );
}

interface Stamp {
  date: number;
  time: number;
}

const common = ({ time, date }: Stamp) => [u16(FLAGS), u16(DEFLATED), u16(time), u16(date)];

/** Zip knows no zone, and no year before 1980. */
function dosTime(at: Date): Stamp {
  const year = Math.max(1980, at.getUTCFullYear());
  return {
    date: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

/** A number in the archive's fields. */
interface Field {
  bytes: 2 | 4 | 8;
  value: number;
}

const u16 = (value: number): Field => ({ bytes: 2, value });
const u32 = (value: number): Field => ({ bytes: 4, value });
const u64 = (value: number): Field => ({ bytes: 8, value });

function joined(...fields: Field[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((total, { bytes }) => total + bytes, 0));
  let at = 0;
  for (const { bytes, value } of fields) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), at);
    else buffer.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return buffer;
}

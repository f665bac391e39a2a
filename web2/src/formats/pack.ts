import { pipeline, Readable } from 'node:stream';
import { ReadableStream as NodeStream } from 'node:stream/web';
import { createGzip } from 'node:zlib';
import type { Compression } from './compression';

export interface Packing {
  compression: Compression;
  /** Of the file inside a zip archive. */
  name: string;
  /** Of the file inside a zip archive. */
  modified: Date;
  /** Encrypts a zip archive by AES-256 (WinZip's AE-2). */
  password: string | null;
}

/** A file packed while it comes: the next chunk is taken only when the last was, and none is kept. */
export function pack(bytes: AsyncIterable<Uint8Array>, packing: Packing): AsyncIterable<Uint8Array> {
  switch (packing.compression) {
    case 'none':
      return bytes;
    case 'gzip':
      return gzipped(bytes);
    case 'zip':
      return zipped(bytes, packing);
  }
}

function gzipped(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  // An error of either side destroys the other, and reaches whoever reads.
  return pipeline(Readable.from(bytes, { objectMode: false }), createGzip(), () => undefined);
}

async function* zipped(bytes: AsyncIterable<Uint8Array>, { name, modified, password }: Packing) {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writing = writeZip(bytes, writable, {
    name,
    // Its size is not known before, and may pass 4 GB: the zip64 fields must have their place from the start.
    options: {
      lastModDate: modified,
      zip64: true,
      ...(password !== null && { password, encryptionStrength: 3 as const }),
    },
  });
  // It is awaited last; unheard until then, a failure would end the process.
  writing.catch(() => undefined);
  yield* readable;
  await writing;
}

interface Entry {
  name: string;
  options: { lastModDate: Date; zip64: boolean; password?: string; encryptionStrength?: 3 };
}

async function writeZip(
  bytes: AsyncIterable<Uint8Array>,
  writable: WritableStream<Uint8Array>,
  { name, options }: Entry,
) {
  try {
    // Loaded by who needs it: it takes as much memory as a format does.
    const { configure, ZipWriter } = await import('@zip.js/zip.js');
    // Workers of its own would outlive the stream they serve.
    configure({ useWebWorkers: false });
    const zip = new ZipWriter(writable);
    await zip.add(name, NodeStream.from(bytes) as ReadableStream<Uint8Array>, options);
    await zip.close();
  } catch (error) {
    await writable.abort(error).catch(() => undefined);
    throw error;
  }
}

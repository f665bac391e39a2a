import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, type Stats } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { App } from '@supabase/lite';

type StorageAdapter = NonNullable<App['_storageAdapter']>;
type Metadata = Awaited<ReturnType<StorageAdapter['headObject']>>;

const contentTypes: Record<string, string> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.txt': 'text/plain',
};

/**
 * Storage files on disk, `{folder}/{bucket}/{key}`, written and read as streams. lite's own adapter for this is not
 * exported from its package, and keeps uploads in memory.
 */
export class DiskStorage implements StorageAdapter {
  readonly driver = fs;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = path.resolve(folder);
  }

  async getObject(bucket: string, key: string, _version?: string, headers?: { range?: string }) {
    const file = this.#file(bucket, key);
    const metadata = describe(await fs.stat(file), key);
    const range = parseRange(headers?.range, metadata.size);
    if (!range) return { httpStatusCode: 200, metadata, body: Readable.toWeb(createReadStream(file)) };
    const contentRange = `bytes ${range.start}-${range.end}/${metadata.size}`;
    return {
      httpStatusCode: 206,
      metadata: { ...metadata, contentLength: range.end - range.start + 1, contentRange },
      body: Readable.toWeb(createReadStream(file, range)),
    };
  }

  async uploadObject(...[bucket, key, , body, contentType, cacheControl]: Parameters<StorageAdapter['uploadObject']>) {
    const file = this.#file(bucket, key);
    const unfinished = `${file}.${randomUUID()}.part`;
    await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    try {
      const source = body instanceof Uint8Array ? Readable.from([body]) : Readable.fromWeb(body as ReadableStream);
      await pipeline(source, createWriteStream(unfinished));
      await fs.rename(unfinished, file); // a reader sees the whole file or none
    } finally {
      await fs.rm(unfinished, { force: true });
    }
    return { ...describe(await fs.stat(file), key), mimetype: contentType, cacheControl };
  }

  async deleteObject(bucket: string, key: string) {
    await fs.rm(this.#file(bucket, key), { force: true });
  }

  async deleteObjects(bucket: string, keys: string[]) {
    for (const key of keys) await this.deleteObject(bucket, key);
  }

  async copyObject(...[fromBucket, fromKey, , toBucket, toKey]: Parameters<StorageAdapter['copyObject']>) {
    const target = this.#file(toBucket, toKey);
    await fs.mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await fs.copyFile(this.#file(fromBucket, fromKey), target);
    const { eTag, lastModified } = describe(await fs.stat(target), toKey);
    return { httpStatusCode: 200, eTag, ...(lastModified && { lastModified }) };
  }

  async headObject(bucket: string, key: string) {
    return describe(await fs.stat(this.#file(bucket, key)), key);
  }

  async privateAssetUrl(bucket: string, key: string) {
    return `file://${this.#file(bucket, key)}`;
  }

  #file(bucket: string, key: string): string {
    const inside = path.join(this.#folder, bucket) + path.sep;
    const file = path.resolve(inside, key);
    if (file.startsWith(inside)) return file;
    throw new Error(`The key ${key} leads out of the bucket ${bucket}`);
  }
}

function describe(stat: Stats, key: string): Metadata {
  return {
    cacheControl: 'no-cache',
    contentLength: stat.size,
    size: stat.size,
    mimetype: contentTypes[path.extname(key)] ?? 'application/octet-stream',
    lastModified: stat.mtime,
    eTag: `"${stat.size}-${stat.mtimeMs}"`,
  };
}

function parseRange(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = header?.match(/^bytes=(\d+)-(\d*)$/);
  if (!match) return undefined;
  const start = Number(match[1]);
  const end = match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return start <= end ? { start, end } : undefined;
}

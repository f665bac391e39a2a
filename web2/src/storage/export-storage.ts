import 'server-only';
import { PassThrough, Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { createClient } from '@supabase/supabase-js';
import { storageError } from './storage-errors';
import { storageFetch } from './storage-fetch';
import { uploadBody } from './upload-body';

/** The one place that reads and writes export files. Everything streams; memory does not grow with the file. */
export interface ExportStorage {
  /**
   * Takes `body` to its end; when it fails, nothing is stored.
   * @throws what `body` fails with, else ExportError: an uncertain one when Storage had all of it and may store it yet
   */
  upload(path: string, body: Readable, contentType: string): Promise<void>;
  /** The stored bytes. The stream must be read or destroyed; it fails with an ExportError. @throws ExportError */
  open(path: string): Promise<Readable>;
  /** A URL that anyone may use until it expires; browsers save it as `downloadName`, with ’ and [ ] for ' and ( ). @throws ExportError */
  sign(path: string, options: { downloadName: string; expiresInSeconds: number }): Promise<string>;
  /** Paths that are gone already are no error. @throws ExportError */
  remove(paths: string[]): Promise<void>;
  /** Whether Storage answers and has the bucket. @throws ExportError */
  ping(): Promise<void>;
}

interface StorageConfig {
  url: string;
  secretKey: string;
  bucket?: string;
  /** How long Storage may stay silent, or take nothing. */
  timeoutMs?: number;
}

const MOST_PATHS_PER_CALL = 500;

export function createExportStorage({
  url,
  secretKey,
  bucket = 'exports',
  timeoutMs = 60_000,
}: StorageConfig): ExportStorage {
  const client = createClient(url, secretKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: storageFetch(timeoutMs) },
  });
  // The service key, because the bucket has no policy: no user may read or write it, not even through PostgREST.
  const files = client.storage.from(bucket);

  return {
    async upload(path, body, contentType) {
      // Not upserted: a path belongs to one attempt, and a late one must not overwrite it.
      const { stream, failure } = uploadBody(body, timeoutMs);
      try {
        const { error } = await files.upload(path, stream, { contentType, duplex: 'half', upsert: false });
        if (error) throw failure() ?? storageError(error, { mayHaveActed: stream.readableEnded });
      } finally {
        stream.destroy();
        body.destroy(); // frees what feeds it when Storage stopped taking
      }
    },

    async open(path) {
      const { data, error } = await files.download(path).asStream();
      if (error) throw storageError(error);
      return readable(data as WebStream);
    },

    async sign(path, { downloadName, expiresInSeconds }) {
      const { data, error } = await files.createSignedUrl(path, expiresInSeconds);
      if (error) throw storageError(error);
      const signed = new URL(data.signedUrl);
      // Not by the client's own option, which encodes the name twice.
      signed.searchParams.set(
        'download',
        downloadName.replace(/['()*]/g, (sign) => LOOKALIKES[sign] ?? '-'),
      );
      return signed.href;
    },

    async ping() {
      const { error } = await client.storage.getBucket(bucket);
      if (error) throw storageError(error);
    },

    async remove(paths) {
      for (let from = 0; from < paths.length; from += MOST_PATHS_PER_CALL) {
        const { error } = await files.remove(paths.slice(from, from + MOST_PATHS_PER_CALL));
        if (error) throw storageError(error);
      }
    },
  };
}

/**
 * Hosted Storage leaves these as they are where RFC 8187 wants them encoded; a browser that minds it takes the whole name for
 * broken, and saves `John's%20report`. https://github.com/supabase/storage/issues/1385
 */
const LOOKALIKES: Record<string, string> = { "'": '’', '(': '[', ')': ']' };

/** A failing download says why in our words. Piped, since destroying a generator would wait for the network. */
function readable(stream: WebStream): Readable {
  const source = Readable.fromWeb(stream);
  const passed = new PassThrough();
  source.on('error', (error) => passed.destroy(storageError(error)));
  passed.on('close', () => source.destroy());
  return source.pipe(passed);
}

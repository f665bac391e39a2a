import { createHash } from 'node:crypto';
import { addAbortSignal } from 'node:stream';
import { ExportError } from '@/lib/errors';
import type { ExportStorage } from '@/storage/export-storage';

/** Many mail servers take 10 MB per message, counted after encoding; the rest is for the text and their own headers. */
const LARGEST_ENCODED_ATTACHMENT = 8_000_000;

/** Base64 in lines of 76 characters, each ended by two more: 57 bytes become 78. */
export const LARGEST_ATTACHMENT = Math.floor(LARGEST_ENCODED_ATTACHMENT / 78) * 57;

const READ_TIMEOUT_MS = 30_000;

/**
 * The stored file, proven to be the one that was written. It is kept in memory: call it only for what may be attached.
 * @throws ExportError file_corrupt, or what Storage throws
 */
export async function readVerified(
  storage: ExportStorage,
  file: { path: string; byte_size: number; sha256: string },
  signal: AbortSignal,
): Promise<Buffer> {
  const stream = await storage.open(file.path);
  addAbortSignal(AbortSignal.any([signal, AbortSignal.timeout(READ_TIMEOUT_MS)]), stream);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > file.byte_size) throw corrupt(); // leaving the loop closes the stream
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof ExportError) throw cause;
    throw new ExportError('storage_unavailable', 'The file could not be read from storage.', {
      retryable: true,
      cause,
    });
  }
  const bytes = Buffer.concat(chunks);
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) throw corrupt();
  return bytes;
}

function corrupt(): ExportError {
  const message = 'The stored file differs from the one that was written, so it was not sent. Run the job again.';
  return new ExportError('file_corrupt', message, { retryable: false });
}

import { PassThrough, type Readable } from 'node:stream';
import { storageError } from './storage-errors';

export interface UploadBody {
  /** What is sent. It closes before its end when the upload must not succeed. */
  stream: Readable;
  /** Why it closed before its end, if it did. */
  failure(): unknown;
}

/**
 * Passes an upload's source on. It breaks off at once when the source does, even while the network is stuck, and when
 * Storage has taken nothing of what waits for `timeoutMs`.
 */
export function uploadBody(source: Readable, timeoutMs: number): UploadBody {
  let failure: unknown;
  let taken = 0;
  let takenBefore = 0;
  const stream = new PassThrough({
    transform(chunk, _encoding, done) {
      taken += 1;
      done(null, chunk);
    },
  });
  const fail = (error: unknown) => {
    failure ??= error;
    stream.destroy();
  };
  const timer = setInterval(() => {
    if (taken === takenBefore && stream.writableNeedDrain) fail(storageError(new Error('Storage stopped taking')));
    takenBefore = taken;
  }, timeoutMs);
  stream.on('close', () => clearInterval(timer));
  source.on('error', fail);
  source.on('close', () => {
    if (!source.readableEnded) fail(new Error('The source was closed before its end'));
  });
  return { stream: source.pipe(stream), failure: () => failure };
}

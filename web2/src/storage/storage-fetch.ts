import { Readable } from 'node:stream';

/**
 * fetch for Storage. Without `redirect: 'error'` it would keep a copy of a streamed upload in memory, in case it had to be
 * sent again. An answer must begin within `timeoutMs` of the end of the request; how long its body takes is open.
 */
export function storageFetch(timeoutMs: number): typeof fetch {
  return async (input, init) => {
    const controller = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const start = () => {
      timer ??= setTimeout(() => controller.abort(new Error('Storage did not answer in time')), timeoutMs);
    };
    const body: unknown = init?.body;
    if (body instanceof Readable) {
      body.once('end', start);
      // Otherwise a request that is stuck would not notice.
      body.once('close', () => body.readableEnded || controller.abort(new Error('The upload was broken off')));
    } else start();
    try {
      return await fetch(input, { ...init, redirect: 'error', signal: controller.signal });
    } finally {
      clearTimeout(timer);
    }
  };
}

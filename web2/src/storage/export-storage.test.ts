import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExportStorage, type ExportStorage } from './export-storage';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let storage: ExportStorage;
let url: string;
let handle: Handler;
let requests = 0;

/** The far side on a bad day; on a good one it is the real Storage of the integration tests. */
beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1;
    handle(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
  storage = createExportStorage({ url, secretKey: 'sb_secret_x' });
});
afterAll(
  () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
);

const answer =
  (status: number, body: unknown): Handler =>
  (request, response) => {
    request.resume();
    request.on('end', () =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  };
const hang: Handler = (request) => void request.resume();
const drop: Handler = (request) => void request.socket.destroy();

/** Waits so long for an answer. */
const waiting = (timeoutMs: number) => createExportStorage({ url, secretKey: 'sb_secret_x', timeoutMs });

const calls: Record<string, (through?: ExportStorage) => Promise<unknown>> = {
  upload: (through = storage) => through.upload('a/b/c', Readable.from(['x']), 'text/csv'),
  open: (through = storage) => through.open('a/b/c'),
  sign: (through = storage) => through.sign('a/b/c', { downloadName: 'a.csv', expiresInSeconds: 60 }),
  remove: (through = storage) => through.remove(['a/b/c']),
};

describe.each(Object.keys(calls))('when Storage fails at %s', (name) => {
  const call = (through?: ExportStorage) => calls[name]?.(through);

  it('it may be tried again: it hangs', async () => {
    handle = hang;
    await expect(call(waiting(300))).rejects.toMatchObject({ code: 'storage_unavailable', retryable: true });
  });

  it.each([
    ['drops the connection', drop],
    ['answers 500', answer(500, { statusCode: '500', error: 'Internal', message: 'at 10.0.0.7' })],
    ['answers 503 without JSON', answer(503, undefined)],
  ])('it may be tried again: it %s', async (_what, handler) => {
    handle = handler;
    const error = { name: 'ExportError', code: 'storage_unavailable', retryable: true };
    await expect(call()).rejects.toMatchObject(error);
    await expect(call()).rejects.toThrow('Storage could not be reached, or did not answer.');
  });

  it('a refused key is not tried again', async () => {
    handle = answer(400, { statusCode: '403', error: 'Unauthorized', message: 'invalid signature' });
    await expect(call()).rejects.toMatchObject({ code: 'storage_refused', retryable: false });
  });

  it('it does not follow to another place', async () => {
    handle = (request, response) => {
      request.resume();
      response.writeHead(307, { location: '/elsewhere' }).end();
    };
    requests = 0;
    await expect(call()).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(requests).toBe(1);
  });
});

describe('an upload', () => {
  it.each([
    [413, { statusCode: '413', error: 'Payload too large', message: 'The object exceeded the maximum allowed size' }],
    [400, { statusCode: '413', error: 'Payload too large', message: 'The object exceeded the maximum allowed size' }],
    [400, { code: 'EntityTooLarge', message: 'The object exceeded the maximum allowed size' }],
  ])('that is too large says what to do: %i %j', async (status, body) => {
    handle = answer(status, body);
    const upload = calls.upload?.();
    await expect(upload).rejects.toMatchObject({ code: 'file_too_large', retryable: false });
    await expect(upload).rejects.toThrow('Shorten the period, add a filter, or set a row limit.');
  });

  it.each([
    ['drops the connection', drop],
    ['refuses before the end', ((_request, response) => response.writeHead(403).end('{}')) satisfies Handler],
  ])('closes a source that is still waiting for rows when Storage %s', async (_what, handler) => {
    handle = handler;
    const source = new Readable({ read() {} });
    source.push('the first rows');
    await expect(storage.upload('a/b/c', source, 'text/csv')).rejects.toMatchObject({ name: 'ExportError' });
    expect(source.destroyed).toBe(true);
  });

  it.each([
    ['that Storage had whole is uncertain without an answer', hang, Readable.from(['x']), true],
    ['that Storage had whole is uncertain after an error', answer(500, {}), Readable.from(['x']), true],
    ['that was refused is not', answer(403, {}), Readable.from(['x']), false],
  ])('%s', async (_what, handler, body, uncertain) => {
    handle = handler;
    await expect(waiting(1000).upload('a/b/c', body, 'text/csv')).rejects.toMatchObject({ uncertain });
  });

  it('may take longer than an answer may', async () => {
    handle = answer(200, { Id: '1', Key: 'exports/a/b/c' });
    async function* slow() {
      for (let part = 0; part < 4; part += 1) {
        yield 'row\n';
        await new Promise((resolve) => setTimeout(resolve, 800));
      }
    }
    await expect(waiting(2500).upload('a/b/c', Readable.from(slow(), { objectMode: false }), 'text/csv')).resolves.toBe(
      undefined,
    );
  });

  describe('of which Storage takes no more', () => {
    const stuck: Handler = () => {}; // never reads
    function endless() {
      const made = { pulled: 0, source: new Readable() };
      made.source._read = () => {
        made.pulled += 1;
        made.source.push(Buffer.alloc(64_000));
      };
      return made;
    }

    it('asks its source for no more, and gives up after a while', async () => {
      handle = stuck;
      const made = endless();
      const error = { code: 'storage_unavailable', retryable: true, uncertain: false };
      await expect(waiting(1000).upload('a/b/c', made.source, 'text/csv')).rejects.toMatchObject(error);
      expect(made.pulled).toBeLessThan(500);
      expect(made.source.destroyed).toBe(true);
    });

    it('ends at once with its source', async () => {
      handle = stuck;
      const { source } = endless();
      setTimeout(() => source.destroy(new Error('cancelled')), 100);
      await expect(waiting(600_000).upload('a/b/c', source, 'text/csv')).rejects.toThrow('cancelled');
    });
  });
});

describe('a download', () => {
  it('that breaks off fails in our words', async () => {
    handle = (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('the first rows');
      setTimeout(() => response.destroy(), 50);
    };
    const stream = await storage.open('a/b/c');
    await expect(buffer(stream)).rejects.toMatchObject({ code: 'storage_unavailable', retryable: true });
  });

  it('that hangs ends when its reader closes it', async () => {
    const closed = new Promise((resolve) => {
      handle = (_request, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('the first rows');
        response.on('close', resolve);
      };
    });
    const stream = await storage.open('a/b/c');
    stream.once('data', () => stream.destroy());
    await closed;
    expect(stream.destroyed).toBe(true);
  });

  it('of a file that is gone says so', async () => {
    handle = answer(400, { statusCode: '404', error: 'not_found', message: 'Object not found' });
    await expect(storage.open('a/b/c')).rejects.toMatchObject({ code: 'file_missing', retryable: false });
  });
});

describe('removing', () => {
  it('many files takes few calls, each of a size that Storage takes', async () => {
    const batches: number[] = [];
    handle = async (request, response) => {
      const { prefixes } = JSON.parse((await buffer(request)).toString()) as { prefixes: string[] };
      batches.push(prefixes.length);
      response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
    };
    await storage.remove(Array.from({ length: 1201 }, (_, i) => `a/${i}`));
    expect(batches).toEqual([500, 500, 201]);
  });
});

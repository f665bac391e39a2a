import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, inject, it } from 'vitest';
import { createExportStorage } from './export-storage';

const { api_url, secret_key, publishable_key } = inject('local');
const storage = createExportStorage({ url: api_url, secretKey: secret_key });
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const MEGABYTES = 500;
const CHUNK = 60_000;

const newPath = () => `${randomUUID()}/${randomUUID()}/${randomUUID()}`;
const csv = 'text/csv; charset=utf-8';

async function stored(contents: Buffer | string): Promise<string> {
  const path = newPath();
  await storage.upload(path, Readable.from([contents], { objectMode: false }), csv);
  return path;
}

describe('export storage', () => {
  it('gives back the bytes that it took', async () => {
    const contents = randomBytes(300_000);
    const path = await stored(contents);
    expect(await buffer(await storage.open(path))).toEqual(contents);
  });

  it('answers when it is asked whether it is there, and not for a bucket or key that is not', async () => {
    await expect(storage.ping()).resolves.toBeUndefined();
    const elsewhere = [
      createExportStorage({ url: api_url, secretKey: secret_key, bucket: 'nothing' }),
      createExportStorage({ url: 'http://127.0.0.1:9', secretKey: secret_key }),
    ];
    for (const each of elsewhere) await expect(each.ping()).rejects.toThrow();
  });

  it('takes a file without a single byte', async () => {
    const path = newPath();
    await storage.upload(path, Readable.from([]), csv);
    expect(await buffer(await storage.open(path))).toHaveLength(0);
  });

  it.each([
    'us-compliance_2026-11-16.csv',
    'Größe & Maß, 100 % “sicher”.csv',
    '“quoted”; name=x.csv',
    'a "quote".csv',
    'back\\slash+plus#hash?.csv',
    '報告書 2026.csv',
    'Families 👩‍🚀 🇩🇪.csv',
    ['Ana’s report [EMEA].csv', `Ana's report (EMEA).csv`],
  ])('signs a link under which a browser saves the file as %s', async (saved) => {
    const [name = '', downloadName = name] = [saved].flat();
    const path = await stored('a,b\r\n');
    const url = await storage.sign(path, { downloadName, expiresInSeconds: 60 });
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('a,b\r\n');
    const disposition = response.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment;/);
    expect(savedAs(disposition)).toBe(name);
    // RFC 8187: what is not one of these is percent-encoded, and a browser may refuse the name otherwise.
    expect(disposition).toMatch(/filename\*=UTF-8''(?:[\w!#$&+.^`|~-]|%[\dA-F]{2})+(?:;|$)/);
  });

  it('keeps its files from everyone who has no link', async () => {
    const path = await stored('secret');
    const url = `${api_url}/storage/v1/object/exports/${path}`;
    for (const headers of [{}, { apikey: publishable_key, authorization: `Bearer ${publishable_key}` }]) {
      const response = await fetch(url, { headers });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(await response.text()).not.toContain('secret');
    }
    const stranger = createExportStorage({ url: api_url, secretKey: publishable_key });
    await expect(stranger.upload(newPath(), Readable.from(['x']), csv)).rejects.toMatchObject({ name: 'ExportError' });
  });

  it('says that a file is gone after it was removed, and removes what is gone without complaint', async () => {
    const [first, second] = [await stored('one'), await stored('two')];
    await storage.remove([first, second]);
    await storage.remove([first, newPath()]);
    await storage.remove([]);
    for (const path of [first, second]) {
      await expect(storage.open(path)).rejects.toMatchObject({ code: 'file_missing', retryable: false });
    }
  });

  it('does not overwrite what another attempt wrote', async () => {
    const path = await stored('first');
    await expect(storage.upload(path, Readable.from(['second']), csv)).rejects.toMatchObject({ name: 'ExportError' });
    expect((await buffer(await storage.open(path))).toString()).toBe('first');
  });

  it('stores nothing of a source that breaks off, and fails with the source’s own error', async () => {
    const path = newPath();
    const broken = new Error('the report ended early');
    async function* rows() {
      yield Buffer.alloc(200_000, 'x');
      throw broken;
    }
    await expect(storage.upload(path, Readable.from(rows(), { objectMode: false }), csv)).rejects.toBe(broken);
    await expect(storage.open(path)).rejects.toMatchObject({ code: 'file_missing' });
  });

  it('stores nothing of a source that is closed before its end', async () => {
    const path = newPath();
    const body = new Readable({ read() {} });
    body.push(Buffer.alloc(200_000, 'x'));
    const closing = setTimeout(100).then(() => body.destroy());
    await expect(storage.upload(path, body, csv)).rejects.toThrow('The source was closed before its end');
    await closing;
    await expect(storage.open(path)).rejects.toMatchObject({ code: 'file_missing' });
  });

  it('reads no faster than it is read from', async () => {
    const path = await stored(Buffer.alloc(20_000_000, 'x'));
    const held = await mostHeld(async () => {
      const stream = await storage.open(path);
      await setTimeout(500);
      stream.destroy();
    });
    expect(held).toBeLessThan(5_000_000);
  });

  it(`streams ${MEGABYTES} MB each way in flat memory`, async () => {
    const size = Math.ceil((MEGABYTES * 1_000_000) / CHUNK) * CHUNK;
    const path = newPath();
    const sent = createHash('sha256');
    const held = await mostHeld(async () => {
      await storage.upload(path, Readable.from(chunks(size, sent), { objectMode: false }), csv);
    });
    expect(held).toBeLessThan(30_000_000);

    const received = createHash('sha256');
    let bytes = 0;
    const heldBack = await mostHeld(async () => {
      for await (const chunk of await storage.open(path)) {
        bytes += (chunk as Buffer).length;
        received.update(chunk as Buffer);
      }
    });
    expect(bytes).toBe(size);
    expect(heldBack).toBeLessThan(30_000_000);
    expect(received.digest('hex')).toBe(sent.digest('hex'));
  }, 600_000);
});

async function* chunks(size: number, hash: ReturnType<typeof createHash>) {
  for (let sent = 0; sent < size; sent += CHUNK) {
    const chunk = randomBytes(CHUNK);
    hash.update(chunk);
    yield chunk;
  }
}

/** The most memory outside the JavaScript heap, where bytes live, that work holds on to; garbage does not count. */
async function mostHeld(work: () => Promise<void>): Promise<number> {
  const held = () => {
    collectGarbage();
    collectGarbage(); // what the first one found is counted until the second
    return process.memoryUsage().arrayBuffers;
  };
  const start = held();
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, held() - start);
  }, 20);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return most;
}

/** RFC 6266: a `filename*` wins over `filename`. */
function savedAs(disposition: string): string | undefined {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (extended) return decodeURIComponent(extended);
  const quoted = /filename="((?:[^"\\]|\\.)*)"/.exec(disposition)?.[1]?.replace(/\\(.)/g, '$1');
  return quoted ?? /filename=([^;]+)/.exec(disposition)?.[1];
}

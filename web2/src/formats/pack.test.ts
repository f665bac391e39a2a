import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type Packing, pack } from './pack';

const run = promisify(execFile);
const MODIFIED = new Date('2026-03-02T09:00:00Z');
const packing = (values: Partial<Packing>): Packing => ({
  ...{ compression: 'zip', name: 'größe.csv', modified: MODIFIED, password: null, ...values },
});

async function packed(pieces: AsyncIterable<Uint8Array> | string[], values: Partial<Packing>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of pack(bytesOf(pieces), packing(values))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* bytesOf(pieces: AsyncIterable<Uint8Array> | string[]): AsyncIterable<Uint8Array> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

const ROWS = Array.from({ length: 2000 }, (_, n) => `${n},“ü” 東京\n`);

describe('a packed file', () => {
  it('is left as it is without compression', async () => {
    expect(String(await packed(['a', 'b'], { compression: 'none' }))).toBe('ab');
  });

  it.each([[[]], [['x']], [ROWS]])('in gzip comes back whole: %#', async (pieces) => {
    const file = await packed(pieces, { compression: 'gzip' });
    expect(String(gunzipSync(file))).toBe(pieces.join(''));
  });

  it.each([[[]], [['x']], [ROWS]])('in zip comes back whole, by its own name: %#', async (pieces) => {
    const files = unzipSync(await packed(pieces, {}));
    expect(Object.keys(files)).toEqual(['größe.csv']);
    expect(strFromU8(files['größe.csv'] ?? new Uint8Array())).toBe(pieces.join(''));
  });

  it.each(['gzip', 'zip'] as const)('in %s is the same for the same rows', async (compression) => {
    expect(await packed(ROWS, { compression })).toEqual(await packed(ROWS, { compression }));
  });
});

/** 7-Zip, where it is installed: a reader that is not ours. */
const sevenZip = await ['7zz', '7z', '7za'].reduce<Promise<string | undefined>>(
  async (found, command) =>
    (await found) ??
    run(command, ['i']).then(
      () => command,
      () => undefined,
    ),
  Promise.resolve(undefined),
);

describe('a zip archive with a password', () => {
  it('differs each time, says that it is encrypted, and holds nothing in the clear', async () => {
    const [one, two] = [
      await packed(ROWS, { password: 'correct horse' }),
      await packed(ROWS, { password: 'correct horse' }),
    ];
    expect(one.equals(two)).toBe(false);
    // Bit 0 of the flags: encrypted. Method 99, and in the extra field AE-2 or AE-1 with strength 3, which is AES-256.
    expect(one.readUInt16LE(6) & 1).toBe(1);
    expect(one.readUInt16LE(8)).toBe(99);
    const extra = one.indexOf(Buffer.from([0x01, 0x99, 0x07, 0x00]));
    expect(one.subarray(extra + 6, extra + 8).toString()).toBe('AE');
    expect(one[extra + 8]).toBe(3);
    expect(one.includes('東京')).toBe(false);
  });

  it.skipIf(!sevenZip)('opens in 7-Zip by its password alone', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'zip-'));
    try {
      const file = path.join(folder, 'report.zip');
      const password = 'a "quoted" $pass; word ~';
      await writeFile(file, await packed(ROWS, { password }));
      await run(sevenZip ?? '', ['x', `-p${password}`, `-o${folder}`, file]);
      expect(await readFile(path.join(folder, 'größe.csv'), 'utf8')).toBe(ROWS.join(''));
      await expect(run(sevenZip ?? '', ['t', '-pwrong', file])).rejects.toThrow();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe.each(['gzip', 'zip'] as const)('packing by %s', (compression) => {
  it('fails as its source fails', async () => {
    async function* broken() {
      yield Buffer.from('a');
      throw new Error('the rows ended early');
    }
    await expect(packed(broken(), { compression })).rejects.toThrow('the rows ended early');
  });

  it('ends its source when nobody reads on', async () => {
    let ended = false;
    async function* endless() {
      try {
        for (;;) yield Buffer.from(crypto.getRandomValues(new Uint8Array(65_536)));
      } finally {
        ended = true;
      }
    }
    for await (const _ of pack(endless(), packing({ compression }))) break;
    await expect.poll(() => ended, { timeout: 30_000 }).toBe(true);
  });

  it('takes no more from its source than it can hand on', async () => {
    let taken = 0;
    async function* source() {
      for (; taken < 200; taken += 1) yield Buffer.from(crypto.getRandomValues(new Uint8Array(65_536)));
    }
    const reader = pack(source(), packing({ compression }))[Symbol.asyncIterator]();
    await reader.next();
    const settled = async () => {
      for (let before = -1; before !== taken; await new Promise((done) => setTimeout(done, 50))) before = taken;
      return taken;
    };
    expect(await settled()).toBeLessThan(40);
    await reader.return?.();
  });
});

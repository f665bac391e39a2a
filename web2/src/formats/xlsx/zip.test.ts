import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { type ZipEntry, zipArchive } from './zip';

const modified = new Date('2026-03-02T09:00:00Z');

async function archive(entries: AsyncIterable<ZipEntry>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of zipArchive(entries, { modified, level: 1 })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* entriesOf(files: Record<string, string[]>): AsyncGenerator<ZipEntry> {
  for (const [path, texts] of Object.entries(files)) yield { path, pieces: texts.map((text) => Buffer.from(text)) };
}

it.each([
  [{}],
  [{ 'a.xml': [] }],
  [{ 'größe/a.xml': ['one', '', 'two'], 'b.xml': [Array.from({ length: 200_000 }, (_, n) => n).join(' ')] }],
])('an archive gives each file back: %#', async (files: Record<string, string[]>) => {
  const read = Object.entries(unzipSync(await archive(entriesOf(files))));
  expect(read.map(([path, bytes]) => [path, strFromU8(bytes)])).toEqual(
    Object.entries(files).map(([path, texts]) => [path, texts.join('')]),
  );
});

it('takes a piece while the one before it is compressed, so three buffers in turn are enough', async () => {
  const buffers = [0, 1, 2].map(() => Buffer.alloc(100_000));
  let expected = '';
  async function* entries(): AsyncGenerator<ZipEntry> {
    async function* pieces() {
      for (let turn = 0; turn < 60; turn++) {
        const buffer = buffers[turn % 3] as Buffer;
        buffer.fill(String.fromCharCode(97 + (turn % 26)));
        expected += buffer.toString();
        yield buffer;
      }
    }
    yield { path: 'a', pieces: pieces() };
  }
  const files = unzipSync(await archive(entries()));
  expect(strFromU8(files.a as Uint8Array) === expected).toBe(true);
});

it('fails with what an entry fails with', async () => {
  const broken = new Error('the rows ended early');
  async function* entries(): AsyncGenerator<ZipEntry> {
    async function* pieces() {
      yield Buffer.from('a');
      throw broken;
    }
    yield { path: 'a', pieces: pieces() };
  }
  await expect(archive(entries())).rejects.toBe(broken);
});

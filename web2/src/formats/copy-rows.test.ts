import fc from 'fast-check';
import { expect, it } from 'vitest';
import { copyText, inChunks } from '#test/copy-text';
import { type Cell, copyRows } from './copy-rows';

const cell = fc.option(
  fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\\N', '\\', '\t', '\n', '\r', '', '\\.', 'é', '🙂')),
);

it('reads back every cell, wherever the chunks end: null is not the empty text', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }))),
      fc.integer({ min: 1, max: 40 }),
      async (rows, chunkSize) => {
        const read: Cell[][] = [];
        for await (const batch of copyRows(inChunks(copyText(rows), chunkSize))) read.push(...batch);
        expect(read).toEqual(rows);
      },
    ),
  );
});

it('does not take a broken row for a whole one', async () => {
  const read = async () => {
    for await (const _ of copyRows(inChunks(Buffer.from('a\tb\nc'), 2)));
  };
  await expect(read()).rejects.toThrow('in the middle of a row');
});

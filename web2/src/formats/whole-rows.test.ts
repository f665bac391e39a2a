import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inChunks } from '#test/copy-text';
import { wholeRows } from './whole-rows';

async function pieces(copied: string, chunkSize: number, most: number): Promise<string[]> {
  const found: string[] = [];
  for await (const piece of wholeRows(inChunks(Buffer.from(copied), chunkSize), most)) found.push(String(piece));
  return found;
}

it('gives all rows, whole, in pieces that are not too long unless one row is', async () => {
  const row = fc.string({ unit: fc.constantFrom('a', '\t', 'é', '\\'), maxLength: 30 }).map((text) => `${text}\n`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(row),
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 1, max: 40 }),
      async (rows, size, most) => {
        const found = await pieces(rows.join(''), size, most);
        expect(found.join('')).toBe(rows.join(''));
        for (const piece of found) {
          expect(piece.endsWith('\n')).toBe(true);
          expect(Buffer.byteLength(piece) <= most || piece.indexOf('\n') === piece.length - 1).toBe(true);
        }
      },
    ),
  );
});

it('does not take a broken row for a whole one', async () => {
  await expect(pieces('a\nb', 10, 10)).rejects.toThrow('in the middle of a row');
});

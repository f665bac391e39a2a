import fc from 'fast-check';
import { expect, it } from 'vitest';
import { copyText, inChunks } from '#test/copy-text';
import { copyFields, fieldText, isNull } from './copy-fields';
import type { Cell } from './copy-rows';

const cell = fc.option(
  fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\\N', '\\', '\t', '\n', '\r', '', '\\.', 'é', '🙂')),
);

it('finds every field, wherever the chunks end: null is not the empty text', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }))),
      fc.integer({ min: 1, max: 40 }),
      async (rows, chunkSize) => {
        const read: Cell[] = [];
        let count = 0;
        const width = rows[0]?.length ?? 1;
        for await (const { bytes, ends, rows: some } of copyFields(inChunks(copyText(rows), chunkSize), width)) {
          count += some;
          for (let place = 0, start = 0; place < some * width; place++) {
            const end = ends[place] as number;
            const text = fieldText(bytes, start, end);
            expect(isNull(bytes, start, end)).toBe(text === null);
            read.push(text);
            start = end + 1;
          }
        }
        expect([count, read]).toEqual([rows.length, rows.flat()]);
      },
    ),
  );
});

it('takes any number of fields at once', async () => {
  const row = Array.from({ length: 10_000 }, (_, index) => String(index));
  for await (const { bytes, ends } of copyFields(inChunks(copyText([row]), 1 << 20), row.length)) {
    expect(fieldText(bytes, (ends[9_998] as number) + 1, ends[9_999] as number)).toBe('9999');
  }
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encoded, writerOf } from '#test/format-job';
import type { ReportColumn } from '@/reports/schema';

const column = (name: string): ReportColumn => ({ name, label: name, description: '', type: 'text' });
const columns = [column('id'), column('say "hi", ünï'), column('__proto__')];
const key = (value: unknown) => JSON.stringify(value);

/** COPY's output for these rows, cut anywhere. */
function copied(rows: unknown[][], cuts: number[]): AsyncIterable<Buffer> {
  const all = Buffer.from(rows.map((row) => `${row.map((cell) => key(cell)).join('\x01')}\n`).join(''));
  const edges = [...new Set(cuts.map((cut) => cut % (all.length + 1)))].toSorted((a, b) => a - b);
  return (async function* () {
    let from = 0;
    for (const to of [...edges, all.length]) {
      yield all.subarray(from, to);
      from = to;
    }
  })();
}

describe('JSON', () => {
  it('is one list, an object a line', async () => {
    const rows = copied(
      [
        [1, 'a', null],
        [2, 'b', true],
      ],
      [],
    );
    expect(String(await encoded(writerOf('json', columns), rows))).toBe(
      `[\n{"id":1,${key('say "hi", ünï')}:"a","__proto__":null},\n{"id":2,${key('say "hi", ünï')}:"b","__proto__":true}\n]\n`,
    );
  });

  it('without rows is an empty list, and NDJSON an empty file', async () => {
    expect(String(await encoded(writerOf('json', columns), []))).toBe('[]\n');
    expect(String(await encoded(writerOf('ndjson', columns), []))).toBe('');
  });

  it('reads back as what was written, wherever COPY’s chunks end', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    );
    const row = fc.tuple(value, value, value);
    const table = fc.array(row, { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(table, fc.array(fc.nat(), { maxLength: 30 }), async (rows, cuts) => {
        // -0 has no sign in JSON.
        const expected = rows.map((cells) => cells.map((cell) => JSON.parse(key(cell))));
        const cellsOf = (object: object) => Object.values(object);
        const json = JSON.parse(String(await encoded(writerOf('json', columns), copied(rows, cuts))));
        expect(json.map(cellsOf)).toEqual(expected);
        const lines = String(await encoded(writerOf('ndjson', columns), copied(rows, cuts))).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines.map((line) => cellsOf(JSON.parse(line)))).toEqual(expected);
      }),
    );
  });

  it('is written in pieces, whatever COPY gives', async () => {
    const rows = copied(
      Array.from({ length: 30_000 }, (_, n) => [n, 'x'.repeat(n % 50), null]),
      [],
    );
    const pieces: number[] = [];
    let whole = '';
    for await (const piece of writerOf('ndjson', columns).encode(rows)) {
      pieces.push(piece.length);
      whole += piece;
    }
    expect(Math.max(...pieces)).toBeLessThan(200_000);
    expect(whole.split('\n')).toHaveLength(30_001);
    expect(JSON.parse(whole.split('\n')[29_999] ?? '')).toMatchObject({ id: 29_999 });
  });

  it('refuses what cannot be a token', async () => {
    await expect(encoded(writerOf('json', columns), ['1\x00\n'])).rejects.toThrow('control character 0');
    await expect(encoded(writerOf('json', columns), ['1\x012\x013\x014\n'])).rejects.toThrow('more values');
  });
});

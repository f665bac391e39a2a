import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor';

const id = '7d8f0c1e-0000-4000-8000-000000000001';
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('comes back as it was', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((value) => !value.includes('\0'));
    fc.assert(
      fc.property(text, (value) => {
        const cursor = encodeCursor({ column: 'name', value, id });
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(decodeCursor(cursor, 'name')).toEqual({ column: 'name', value, id });
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'nonsense'],
    ['a text', encoded('x')],
    ['no id', encoded(['name', 'x'])],
    ['an id that is none', encoded(['name', 'x', 'y'])],
    ['a number', encoded(['name', 1, id])],
    ['a long value', encoded(['name', 'x'.repeat(301), id])],
    ['what cannot be stored', encoded(['name', 'a\0', id])],
    ['another order', encoded(['created_at', 'x', id])],
  ])('of %s is refused', (_what, text) => {
    expect(() => decodeCursor(text, 'name')).toThrow('cursor: Send the next_cursor');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeFileName } from './safe-file-name';

describe('a safe file name', () => {
  it.each([
    ['Größe 2026', 'Größe 2026'],
    ['CON', '_CON'],
    ['nul.2026', '_nul.2026'],
    ['com1', '_com1'],
    ['COM¹', '_COM¹'],
    ['lpt9 .x', '_lpt9 .x'],
    ['conin$', '_conin$'],
    ['console', 'console'],
    ['../../etc/passwd', 'etc-passwd'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j'],
    ['.hidden', 'hidden'],
    ['-rf', 'rf'],
    ['trailing. . ', 'trailing'],
    ['line\r\nSet-Cookie: x', 'line Set-Cookie- x'],
    ['tab\tnul\0', 'tab nul'],
    ['\u202Egpj.exe', 'gpj.exe'],
    ['a\u2066b\u2069\u200bc\ufeff', 'abc'],
    ['half \ud83d pair', 'half pair'],
    ['e\u0301te\u0301', 'été'],
    ['👩‍🚀 report', '👩‍🚀 report'],
    ['', 'export'],
    ['...', 'export'],
  ])('of %j is %j', (base, expected) => {
    expect(safeFileName(base, 'csv')).toBe(`${expected}.csv`);
  });

  it.each([
    ['x'.repeat(300), 196],
    ['語'.repeat(300), 83],
    ['👩‍🚀'.repeat(300), 22 * 3],
    ['e\u0301\u0323'.repeat(300), 100],
  ])('is cut between characters, where it is too long: %#', (base, characters) => {
    const name = safeFileName(base, 'csv').slice(0, -'.csv'.length);
    expect([...name]).toHaveLength(characters);
    expect(Buffer.byteLength(`${name}.csv`)).toBeLessThanOrEqual(255);
    expect(base.normalize('NFC').startsWith(name)).toBe(true);
  });

  it('keeps every promise for any text', () => {
    const base = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('.', ' ', '/', '-', 'con', 'é', '\u202e', '👩‍🚀', '\ud800'), maxLength: 80 }),
    );
    fc.assert(
      fc.property(base, fc.constantFrom('csv', 'zip', 'ndjson.gz'), (text, extension) => {
        const name = safeFileName(text, extension);
        expect(name.endsWith(`.${extension}`)).toBe(true);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
        expect([...name].length).toBeLessThanOrEqual(200);
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
        expect(name).not.toMatch(/^[. -]|[. ]\.(csv|zip|ndjson\.gz)$/);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d) *\./i);
        expect(Buffer.from(name).toString()).toBe(name);
        expect(safeFileName(name.slice(0, -extension.length - 1), extension)).toBe(name);
      }),
      { numRuns: 500 },
    );
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { copyNumber } from './copy-numbers';

const read = (text: string) => copyNumber(Buffer.from(`9${text}9`), 1, text.length + 1);

it('is the nearest double of any number, however it is written', () => {
  const written = fc.oneof(
    fc.double().map(String),
    fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
    fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 12 })).map(([n, d]) => (n / 7).toFixed(d)),
    fc.constantFrom('0', '-0', '-0.00', '1e+300', '1e-7', 'NaN', 'Infinity', '-Infinity', '0.33333333333333333333'),
  );
  fc.assert(
    fc.property(written, (text) => {
      expect(read(text)).toBe(Number(text));
    }),
    { numRuns: 2000 },
  );
});

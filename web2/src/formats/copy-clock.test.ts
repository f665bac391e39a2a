import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CopyClock } from './copy-clock';

const DAY = 86_400_000;

function read(text: string): { day: number; microseconds: number } | null {
  const clock = new CopyClock();
  const bytes = Buffer.from(`x\t${text}\ty`);
  return clock.read(bytes, 2, bytes.length - 2) ? { day: clock.day, microseconds: clock.microseconds } : null;
}

it('counts days and microseconds as PostgreSQL writes them, in any year', () => {
  const instant = fc.date({
    ...{ min: new Date('-004713-11-24T00:00:00Z'), max: new Date('+275760-09-12T00:00:00Z'), noInvalidDate: true },
  });
  fc.assert(
    fc.property(instant, fc.integer({ min: 0, max: 999 }), (at, microseconds) => {
      const year = at.getUTCFullYear();
      const [, rest = ''] = /^[+-]?\d+(-.{5})/.exec(at.toISOString()) ?? [];
      const written = `${String(year > 0 ? year : 1 - year).padStart(4, '0')}${rest}`;
      const era = year > 0 ? '' : ' BC';
      const day = Math.floor(at.getTime() / DAY);
      expect(read(`${written}${era}`)).toEqual({ day, microseconds: 0 });
      const part = (at.getTime() - day * DAY) * 1000 + microseconds;
      const fraction = String(part % 1_000_000)
        .padStart(6, '0')
        .replace(/0+$/, '');
      const time = `${at.toISOString().slice(-13, -5)}${fraction && `.${fraction}`}`;
      expect(read(`${written} ${time}${era}`)).toEqual({ day, microseconds: part });
    }),
    { numRuns: 500 },
  );
});

it.each(['infinity', '-infinity', ''])('has no day for %j', (text) => {
  expect(read(text)).toBeNull();
});

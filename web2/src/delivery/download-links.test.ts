import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { downloadLinks } from './download-links';

const links = downloadLinks('a secret for tests, of 32 characters');

it('a token names its delivery, is always the same, and may stand in a URL', () => {
  const id = randomUUID();
  expect(links.read(links.token(id))).toBe(id);
  expect(links.token(id)).toBe(links.token(id));
  expect(links.token(id)).toMatch(/^[\w-]{43}$/);
});

it('what others made is no token: other secrets, other deliveries, changed characters, other lengths', () => {
  const token = links.token(randomUUID());
  expect(downloadLinks('another secret for tests, 32 characters').read(token)).toBeNull();
  expect(links.read(links.token(randomUUID()).slice(0, 21) + token.slice(21))).toBeNull();
  for (const text of ['', token.slice(1), `${token}A`, `${token.slice(0, -1)}=`, randomUUID()]) {
    expect(links.read(text)).toBeNull();
  }
  fc.assert(
    fc.property(fc.nat(41), fc.constantFrom(...'AZaz09-_'), (at, character) => {
      const changed = token.slice(0, at) + character + token.slice(at + 1);
      expect(links.read(changed) === null).toBe(changed !== token);
    }),
  );
});

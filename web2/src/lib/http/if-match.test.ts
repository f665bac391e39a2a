import { expect, it } from 'vitest';
import { ifMatch } from './if-match';

const read = (value?: string) => ifMatch(new Headers(value === undefined ? {} : { 'if-match': value }));

it.each([
  [undefined, undefined],
  ['*', undefined],
  ['"3"', 3],
  ['W/"12"', 12],
])('reads %j as version %j', (header, version) => {
  expect(read(header)).toBe(version);
});

it.each(['3', '""', '"x"', '"1", "2"', '"-1"', '"1234567890"'])('refuses %s', (header) => {
  expect(() => read(header)).toThrow('If-Match');
});

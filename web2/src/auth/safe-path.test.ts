import { expect, it } from 'vitest';
import { HOME_PATH, safePath } from './safe-path';

it.each(['/', '/reports/scheduling?status=paused#x', '/a//b', '/%2F%2Fevil.example'])('goes on to %s', (path) => {
  expect(safePath(path)).toBe(path);
  expect(new URL(path, 'https://app.example').host).toBe('app.example');
});

it.each([
  ['//evil.example'],
  ['/\\evil.example'],
  ['\\\\evil.example'],
  ['https://evil.example'],
  ['javascript:alert(1)'],
  ['evil'],
  [''],
  ['/\t/evil.example'],
  ['/\n/evil.example'],
  ['\t//evil.example'],
  [' //evil.example'],
  [null],
  [undefined],
  [['/a']],
  [1],
])('goes home instead of to %j', (path) => {
  expect(safePath(path)).toBe(HOME_PATH);
});

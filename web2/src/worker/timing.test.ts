import { expect, it } from 'vitest';
import { backoffSeconds } from './timing';

it('waits 15 s, 1, 4 and 16 minutes, and up to a quarter more', () => {
  expect([1, 2, 3, 4].map((attempt) => backoffSeconds(attempt, 0))).toEqual([15, 60, 240, 960]);
  expect([1, 2, 3, 4].map((attempt) => backoffSeconds(attempt, 1))).toEqual([19, 75, 300, 1200]);
});

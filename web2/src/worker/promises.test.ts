import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { documentedTable } from '#test/semantics';

const root = path.resolve(import.meta.dirname, '../../..');
const tried = documentedTable('Promises', 'promise').flatMap((row) =>
  [...(row['tried in'] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
);

it('names tests that there are for each promise', () => {
  const missing = tried.filter((name) => {
    const file = name.includes('/') ? path.join(root, name) : path.join(import.meta.dirname, `${name}.test.ts`);
    return !existsSync(file);
  });
  expect(missing).toEqual([]);
});

it('says of each scenario and fault test of the worker what it is for; the others walk tables of the same page', () => {
  const scenarios = readdirSync(import.meta.dirname).flatMap(
    (file) => /^(.+\.(?:integration|faults))\.test\.ts$/.exec(file)?.[1] ?? [],
  );
  expect(scenarios.filter((name) => !tried.includes(name) && !/^semantics-(run|delivery|schedule)/.test(name))).toEqual(
    [],
  );
});

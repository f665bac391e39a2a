import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { signIn } from './dashboard.ts';

/** What the page may load before it is usable, in kilobytes as a server sends them. What is heavy loads when it opens. */
const BUDGET_KB = 260;

test('the scheduling page begins with a script of its budget', async ({ page, baseURL }) => {
  await signIn(page);
  const html = await (await page.request.get('/reports/scheduling')).text();
  const tags = html.match(/<script\b[^>]*\bsrc="[^"]*"[^>]*>/g) ?? [];
  // browsers that know modules leave out the polyfills of those that do not
  const scripts = tags.filter((tag) => !/\bnomodule\b/i.test(tag)).map((tag) => /\bsrc="([^"]*)"/.exec(tag)?.[1] ?? '');
  const sizes = await Promise.all(
    [...new Set(scripts)].map(async (path) => {
      const answer = await page.request.get(new URL(path, baseURL).href);
      expect(answer.ok(), path).toBe(true);
      return { path, kilobytes: gzipSync(await answer.body()).byteLength / 1000 };
    }),
  );
  expect(sizes.length).toBeGreaterThan(3);
  const total = sizes.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
  const largest = sizes
    .sort((a, b) => b.kilobytes - a.kilobytes)
    .map((one) => `${one.kilobytes.toFixed(1)} KB ${one.path}`);
  expect(total, `${total.toFixed(1)} KB in all:\n${largest.join('\n')}`).toBeLessThan(BUDGET_KB);
});

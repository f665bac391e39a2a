import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PAGES = ['README.md', ...readdirSync(path.join(ROOT, 'docs')).map((name) => `docs/${name}`)];
/** What a machine has of its own, and what an example makes. */
const ABSENT = /^(supabase\/\.temp(\/|$)|web2\/\.env\.local$|supabase\/migrations\/2027)|[<*{]/;

it.each(PAGES.filter((page) => page.endsWith('.md')))('%s names files that there are', (page) => {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  const named = [...text.matchAll(/`((?:web2|web2-e2e|supabase|docs)\/[^`\s]+)`/g)].map(([, file]) => String(file));
  const missing = named.filter((file) => !ABSENT.test(file) && !existsSync(path.join(ROOT, file)));
  expect(missing).toEqual([]);
});

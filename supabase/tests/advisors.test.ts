import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';

test('the security and performance advisors of Supabase warn of nothing', async () => {
  const cli = path.resolve(import.meta.dirname, '..', 'node_modules', '.bin', 'supabase');
  const command = [
    'db',
    'advisors',
    `--remote=${inject('local').database_url}`,
    '--level',
    'warn',
    '--output-format',
    'json',
  ];
  const env = { ...process.env, PGSSLMODE: 'disable', DO_NOT_TRACK: '1' };
  const { stdout } = await promisify(execFile)(cli, command, { env });
  const { results } = JSON.parse(stdout) as { results: { level: string; name: string; detail: string }[] };
  expect(results.map(({ level, name, detail }) => `${level} ${name}: ${detail}`)).toEqual([]);
});

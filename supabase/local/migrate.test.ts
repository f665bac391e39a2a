import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigrations, applySeed } from './migrate.ts';
import { startStack, type TestStack } from './start-stack.ts';

let stack: TestStack;
let sql: pg.Client;
const folder = mkdtempSync(path.join(tmpdir(), 'migrations-'));
const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
beforeAll(async () => {
  stack = await startStack({ name: 'migrate', next: 'none' });
  sql = new pg.Client({ connectionString: stack.local.database_url });
  await sql.connect();
});
afterAll(async () => {
  await sql?.end();
  await stack?.stop();
  rmSync(folder, { recursive: true });
});

test('a migration is applied once, and a later one over the data that is there', async () => {
  write('20990101000000_create_things.sql', 'create table public.things (name text); insert into things values (1)');
  expect(await applyMigrations(sql, folder)).toEqual(['20990101000000_create_things.sql']);
  write('20990101000100_number_things.sql', 'alter table public.things add number int not null default 7');
  expect(await applyMigrations(sql, folder)).toEqual(['20990101000100_number_things.sql']);
  expect(await applyMigrations(sql, folder)).toEqual([]);
  expect((await sql.query('select * from public.things')).rows).toEqual([{ name: '1', number: 7 }]);
});

test('a migration that fails leaves nothing and names the line', async () => {
  write('20990101000200_break_things.sql', 'create table public.half (id int);\n\nselect nonsense;\n');
  await expect(applyMigrations(sql, folder)).rejects.toThrow(
    '20990101000200_break_things.sql:3: column "nonsense" does not exist',
  );
  expect((await sql.query(`select to_regclass('public.half') as half`)).rows).toEqual([{ half: null }]);
  rmSync(path.join(folder, '20990101000200_break_things.sql'));
});

test('the seed is run again only if it failed the first time', async () => {
  await sql.query(`delete from supabase_migrations.seed_files where path = 'supabase/seed.sql'`);
  write('seed.sql', 'insert into public.things values (2); select nonsense');
  await expect(applySeed(sql, path.join(folder, 'seed.sql'))).rejects.toThrow('seed.sql:1');
  write('seed.sql', 'insert into public.things values (3)');
  expect(await applySeed(sql, path.join(folder, 'seed.sql'))).toBe(true);
  expect(await applySeed(sql, path.join(folder, 'seed.sql'))).toBe(false);
  expect((await sql.query('select name from public.things order by 1')).rows).toEqual([{ name: '1' }, { name: '3' }]);
});

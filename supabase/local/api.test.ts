import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStack, type TestStack } from './start-stack.ts';

let stack: TestStack;
let sql: pg.Client;
let service: SupabaseClient;
beforeAll(async () => {
  stack = await startStack({ name: 'api', next: 'none' });
  sql = new pg.Client({ connectionString: stack.local.database_url });
  await sql.connect();
  service = createClient(stack.local.api_url, stack.local.secret_key, { auth: { persistSession: false } });
  await sql.query(
    `insert into storage.buckets (id, name, public, file_size_limit) values ('files', 'files', false, 1073741824)`,
  );
});
afterAll(async () => {
  await sql?.end();
  await stack?.stop();
});

describe('the database', () => {
  test('is used by migrations and worker as a role that is no superuser', async () => {
    const { rows } = await sql.query(
      'select rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user',
    );
    expect(rows).toEqual([{ rolname: 'postgres', rolsuper: false, rolbypassrls: true, rolcreaterole: true }]);
    await expect(sql.query('set role supabase_admin')).rejects.toThrow('permission denied');
  });

  test('lets that role reference and watch auth.users, and act as any API role', async () => {
    await sql.query('create table public.referring (user_id uuid references auth.users (id))');
    await sql.query(`create function public.watch() returns trigger language plpgsql as 'begin return new; end'`);
    await sql.query('create trigger watch after insert on auth.users for each row execute function public.watch()');
    for (const role of ['anon', 'authenticated', 'service_role']) await sql.query(`set role ${role}; reset role`);
    const { rows } = await sql.query(
      `select bool_or(has_table_privilege(role, 'public.referring', 'select')) as readable
       from unnest(array['anon', 'authenticated']) as role`,
    );
    expect(rows).toEqual([{ readable: false }]);
  });
});

describe('the API', () => {
  test('leaves revoked privileges revoked', async () => {
    const anonymous = createClient(stack.local.api_url, stack.local.publishable_key);
    const first = await anonymous.from('organizations').select('id');
    const second = await anonymous.from('organizations').select('id');
    expect([first.error?.code, second.error?.code]).toEqual(['42501', '42501']);
  });

  test('answers timestamps in ISO 8601, and a failed check with its code', async () => {
    const { data } = await service.from('organizations').select('created_at').limit(1).single();
    expect(data?.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$/);
    const { error, status } = await service.from('organizations').update({ name: '' }).not('id', 'is', null);
    expect([status, error?.code]).toEqual([400, '23514']);
  });

  test('does not tell strangers how it is set up', async () => {
    for (const path of ['/_system/config', '/_system/info', '/'])
      expect((await fetch(`${stack.local.api_url}${path}`)).status).toBe(404);
  });
});

describe('a storage file', () => {
  test('is stored from a stream and downloaded by a signed link under another name', async () => {
    const part = randomBytes(1024 * 1024);
    const whole = createHash('sha256');
    const body = ReadableStream.from(
      (function* () {
        for (let i = 0; i < 60; i++) {
          whole.update(part);
          yield part;
        }
      })(),
    );
    const { error } = await service.storage.from('files').upload('run/file.csv', body, { contentType: 'text/csv' });
    expect(error).toBeNull();

    const download = 'Übersicht 1.csv';
    const { data } = await service.storage.from('files').createSignedUrl('run/file.csv', 60);
    // Not by the client's own option: it encodes the name twice.
    const response = await fetch(`${data?.signedUrl}&download=${encodeURIComponent(download)}`);
    expect(response.headers.get('content-type')).toBe('text/csv');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent(download)}`,
    );
    const received = createHash('sha256').update(Buffer.from(await response.arrayBuffer()));
    expect(received.digest('hex')).toBe(whole.digest('hex'));
  });

  test('is not given out for an expired or altered link', async () => {
    await service.storage.from('files').upload('short.csv', 'a,b\r\n', { contentType: 'text/csv' });
    const signed = async (seconds: number) =>
      (await service.storage.from('files').createSignedUrl('short.csv', seconds)).data?.signedUrl ?? '';
    const url = await signed(600);
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url.slice(0, -3))).status).toBe(400);
    expect((await fetch(url.replace('short', 'other'))).status).toBe(403);
    const short = await signed(1);
    await sleep(2000);
    expect((await fetch(short)).status).toBe(400);
  });
});

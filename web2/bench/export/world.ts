import { createClient } from '@supabase/supabase-js';
import pg from 'pg';
import { startStack, type TestStack } from 'supabase-local/start-stack';

/** What a contestant's process needs to know. */
export interface BenchConfig {
  databaseUrl: string;
  apiUrl: string;
  secretKey: string;
  organization: string;
  owner: string;
}

/** A stack of its own, and an owner who may read `rows` rows of ten columns through row-level security like the demo's. */
export async function prepare(rows: number): Promise<{ config: BenchConfig; stack: TestStack }> {
  const stack = await startStack({ name: 'bench-export', next: 'none' });
  try {
    const { database_url, api_url, secret_key, publishable_key } = stack.local;
    const { data, error } = await createClient(api_url, publishable_key).auth.signUp({
      email: 'bench@example.com',
      password: 'correct-horse-battery',
    });
    if (!data.user) throw new Error(`nobody could sign up: ${error?.message}`);
    const client = new pg.Client({ connectionString: database_url });
    await client.connect();
    client.on('error', () => undefined); // the stack may end first
    const { rows: profiles } = await client.query('select home_organization_id as home from profiles where id = $1', [
      data.user.id,
    ]);
    const organization: string = profiles[0].home;
    await client.query(rowsSql(organization, rows));
    await client.query('vacuum analyze bench.rows');
    await client.end();
    const config = {
      databaseUrl: database_url,
      apiUrl: api_url,
      secretKey: secret_key,
      organization,
      owner: data.user.id,
    };
    return { config, stack };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

const rowsSql = (organization: string, rows: number) => `
  create schema bench;
  grant usage on schema bench to authenticated;
  create table bench.rows (
    organization_id uuid not null, id integer not null, customer text not null, region text not null, amount numeric(12, 2) not null,
    score double precision, passed boolean, assessed_on date, updated_at timestamptz, reference uuid, note text);
  insert into bench.rows
  select '${organization}', n, 'Customer ' || n, (array['US', 'EU', 'APAC', 'LATAM'])[1 + n % 4], (n::bigint * 7919 % 10000000) / 100.0,
    sqrt(n), n % 3 > 0, date '2024-01-01' + n % 900, timestamptz '2026-01-01' + n * interval '17 seconds', md5(n::text)::uuid,
    case when n % 5 > 0 then 'Reviewed by the "control" owner, évidence ' || n end
  from generate_series(1, ${rows}) n;
  alter table bench.rows enable row level security;
  grant select on bench.rows to authenticated;
  create policy "Rows are visible to members" on bench.rows
    for select to authenticated using (organization_id = any (array(select private.organization_ids('viewer'))));
  create view reports.bench with (security_invoker = true) as select * from bench.rows;
  create view reports.bench_five with (security_invoker = true) as select r.* from generate_series(1, 5), bench.rows r;`;

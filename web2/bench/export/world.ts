import { createClient } from '@supabase/supabase-js';
import pg from 'pg';
import { startStack, type TestStack } from 'supabase-local/start-stack';
import { rowsSql } from '#test/bench-rows';

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

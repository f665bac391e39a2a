import { randomUUID } from 'node:crypto';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type pg from 'pg';
import { inject } from 'vitest';
import './provided';

export type Role = 'viewer' | 'editor' | 'admin' | 'owner';

export const PASSWORD = 'correct-horse-battery';

export interface Person {
  id: string;
  email: string;
  /** The organisation that signing up made. */
  home: string;
  token: string;
  /** The Supabase API with this person's token. */
  client: SupabaseClient;
}

const options = { auth: { persistSession: false, autoRefreshToken: false } };

/** Signs somebody up through the API. */
export async function signUp(database: pg.Pool, name: string): Promise<Person> {
  const { api_url, publishable_key } = inject('local');
  const email = `${name}-${randomUUID().slice(0, 8)}@example.com`;
  const { data, error } = await createClient(api_url, publishable_key, options).auth.signUp({
    email,
    password: PASSWORD,
    options: { data: { display_name: name } },
  });
  if (!data.user || !data.session) throw new Error(`${email} could not sign up: ${error?.message}`);
  const { rows } = await database.query('select home_organization_id as home from public.profiles where id = $1', [
    data.user.id,
  ]);
  const token = data.session.access_token;
  const headers = { Authorization: `Bearer ${token}` };
  const client = createClient(api_url, publishable_key, { ...options, global: { headers } });
  return { id: data.user.id, email: email.toLowerCase(), home: rows[0].home, token, client };
}

export async function join(database: pg.Pool, person: Person, organization: string, role: Role): Promise<void> {
  await database.query('insert into public.memberships (organization_id, user_id, role) values ($1, $2, $3)', [
    organization,
    person.id,
    role,
  ]);
}

import pg from 'pg';
import type { Local } from './local-file.ts';
import { once } from './migrate.ts';

export const demo = { email: 'demo@example.com', password: 'demo-password' };

/**
 * Signs the demo user up, as a person would, and makes them owner of the demo organisation. Once per database: whoever
 * leaves the organisation or deletes the account is not brought back.
 */
export async function createDemoUser(client: pg.Client, local: Local): Promise<void> {
  const { rows } = await client.query<{ joinable: boolean }>(
    `select to_regprocedure('public.join_demo_organization(uuid)') is not null as joinable`,
  );
  await once(client, 'demo-user', demo.email, async () => {
    const userId = await signUp(local);
    await confirm(local, userId);
    if (rows[0]?.joinable) await client.query('select public.join_demo_organization($1)', [userId]);
  });
}

async function signUp(local: Local): Promise<string> {
  const response = await fetch(`${local.api_url}/auth/v1/signup`, {
    method: 'POST',
    headers: { apikey: local.publishable_key, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...demo,
      data: { display_name: 'Ana Ruiz', timezone: Intl.DateTimeFormat().resolvedOptions().timeZone },
    }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The demo user could not sign up: ${text}`);
  const body = JSON.parse(text) as { id?: string; user?: { id: string } };
  return body.user?.id ?? body.id ?? '';
}

/** Where signing up waits for a click in a mail, the demo user is let off. */
async function confirm(local: Local, userId: string): Promise<void> {
  const admin = new pg.Client({ connectionString: local.admin_database_url });
  await admin.connect();
  try {
    const sql = 'update auth.users set email_confirmed_at = now() where id = $1 and email_confirmed_at is null';
    await admin.query(sql, [userId]);
  } finally {
    await admin.end();
  }
}

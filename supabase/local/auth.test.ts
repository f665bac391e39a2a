import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@supabase/supabase-js';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type TestStack } from './start-stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack({ name: 'auth', next: 'none', stackEnv: { LOCAL_CONFIRM_EMAIL: '1' } });
});
afterAll(async () => await stack?.stop());

type Flow = 'implicit' | 'pkce';

function client(flowType: Flow = 'implicit') {
  const auth = { persistSession: false, autoRefreshToken: false, flowType };
  return createClient(stack.local.api_url, stack.local.publishable_key, { auth });
}

interface Mail {
  to: { address: string }[];
  subject: string;
  html: string;
}

/** The link in the mail with this subject, once it has arrived. */
async function linkIn(address: string, subject: string): Promise<URL> {
  for (;;) {
    const mails = (await (await fetch(`${stack.local.mail_url}/api/email`)).json()) as Mail[];
    const mail = mails.find(({ to, ...found }) => found.subject === subject && to[0]?.address === address);
    const href = mail && /href="([^"]*)"/.exec(mail.html)?.[1];
    if (href) return new URL(href.replaceAll('&amp;', '&'));
    await sleep(50);
  }
}

test('the demo user can sign in at once, and a trigger on sign-up reads the display name', async () => {
  const { data, error } = await client().auth.signInWithPassword(stack.local.demo);
  expect(error).toBeNull();
  const sql = new pg.Client({ connectionString: stack.local.database_url });
  await sql.connect();
  const { rows } = await sql.query('select display_name from public.profiles where id = $1', [data.user?.id]);
  await sql.end();
  expect(rows).toEqual([{ display_name: 'Ana Ruiz' }]);
});

test('whoever signs up has to click the link in the mail first', async () => {
  const person = { email: 'new@example.com', password: 'some-password' };
  expect((await client('pkce').auth.signUp(person)).data.session).toBeNull();
  expect((await client().auth.signInWithPassword(person)).error?.code).toBe('email_not_confirmed');

  const link = await linkIn(person.email, 'Confirm your email address');
  expect(link.href).toContain(`${stack.local.app_url}/auth/confirm?`);
  const { token_hash = '', type } = Object.fromEntries(link.searchParams);
  expect(type).toBe('signup');
  expect((await client('pkce').auth.verifyOtp({ token_hash, type: 'signup' })).error).toBeNull();
  expect((await client().auth.signInWithPassword(person)).error).toBeNull();
});

test.each<Flow>(['implicit', 'pkce'])(
  'a forgotten password is mailed a link that signs in, once (%s)',
  async (flow) => {
    const email = `forgetful-${flow}@example.com`;
    await client().auth.signUp({ email, password: 'first-password' });
    const confirmation = await linkIn(email, 'Confirm your email address');
    const confirmationToken = confirmation.searchParams.get('token_hash') ?? '';
    await client().auth.verifyOtp({ token_hash: confirmationToken, type: 'signup' });

    expect((await client(flow).auth.resetPasswordForEmail(email)).error).toBeNull();
    const link = await linkIn(email, 'Choose a new password');
    const { token_hash = '', type, next } = Object.fromEntries(link.searchParams);
    expect({ page: link.origin + link.pathname, type, next }).toEqual({
      page: `${stack.local.app_url}/auth/confirm`,
      type: 'recovery',
      next: '/new-password',
    });

    const browser = client(flow);
    expect((await browser.auth.verifyOtp({ token_hash, type: 'recovery' })).data.user?.email).toBe(email);
    expect((await browser.auth.updateUser({ password: 'second-password' })).error).toBeNull();
    expect((await client().auth.signInWithPassword({ email, password: 'second-password' })).error).toBeNull();
    expect((await client(flow).auth.verifyOtp({ token_hash, type: 'recovery' })).error).not.toBeNull();
  },
);

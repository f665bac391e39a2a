import { expect, test } from 'vitest';
import { appEnv } from './app-env.ts';

const place = {
  app_url: 'http://localhost:3000',
  api_url: 'http://127.0.0.1:54321',
  mail_url: 'http://localhost:54324',
  smtp_url: 'smtp://127.0.0.1:54325',
  database_url: 'postgres://postgres@127.0.0.1:54322/postgres',
  admin_database_url: 'postgres://supabase_admin@127.0.0.1:54322/postgres',
  publishable_key: 'publishable',
  secret_key: 'secret',
  jwt_secret: 'jwt',
  cron_secret: 'cron',
  link_secret: 'links',
  secrets_key: 'k:secrets',
};

test('mail goes to the mail catcher unless the developer chose another way', () => {
  expect(appEnv(place, {}, {})).toMatchObject({ EMAIL_PROVIDER: 'smtp', SMTP_URL: place.smtp_url });
  expect(appEnv(place, { EMAIL_PROVIDER: 'resend' }, {})).toMatchObject({ EMAIL_PROVIDER: 'resend' });
});

test('a choice never points the app away from the stack, what a test gives does', () => {
  expect(appEnv(place, { SUPABASE_URL: 'https://elsewhere.example' }, {}).SUPABASE_URL).toBe(place.api_url);
  expect(appEnv(place, {}, { CRON_SECRET: '' }).CRON_SECRET).toBe('');
});

test('the superuser stays with the stack', () => {
  expect(JSON.stringify(appEnv(place, {}, {}))).not.toContain('supabase_admin');
});

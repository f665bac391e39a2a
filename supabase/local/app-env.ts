import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { demo } from './demo-user.ts';
import type { Local } from './local-file.ts';
import { paths } from './paths.ts';

type Place = Omit<Local, 'env' | 'pid' | 'demo'>;

/** Settings that a developer may choose in the shell or in web2/.env.local; the rest belongs to the stack. */
const choosable = [
  'ALLOW_SIGN_UP',
  'EMAIL_FROM',
  'EMAIL_PROVIDER',
  'MINIMUM_INTERVAL_MINUTES',
  'RESEND_API_KEY',
  'RESEND_BASE_URL',
  'SMTP_URL',
  'WORKER_CONCURRENCY',
  'WORKER_DEADLINE_SECONDS',
  'WORKER_DRAIN_SECONDS',
  'LOG_LEVEL',
];

/** The app's environment. `given` wins over everything; `chosen` over the defaults that are not the stack's own. */
export function appEnv(place: Place, chosen: Record<string, string>, given: Record<string, string>) {
  return {
    ALLOW_SIGN_UP: 'true',
    EMAIL_PROVIDER: 'smtp',
    SMTP_URL: place.smtp_url,
    EMAIL_FROM: 'Scheduled Exports <reports@localhost.example>',
    ...chosen,
    APP_URL: place.app_url,
    SUPABASE_URL: place.api_url,
    SUPABASE_PUBLISHABLE_KEY: place.publishable_key,
    SUPABASE_SECRET_KEY: place.secret_key,
    SUPABASE_JWT_SIGNING_KEY: place.jwt_secret,
    DATABASE_URL: place.database_url,
    DATABASE_SESSION_URL: place.database_url,
    CRON_SECRET: place.cron_secret,
    LINK_SECRET: place.link_secret,
    SECRETS_KEY: place.secrets_key,
    DEMO_EMAIL: demo.email,
    DEMO_PASSWORD: demo.password,
    ...given,
  };
}

/** What the developer chose: the shell first, then web2/.env.local. */
export function chosenEnv(): Record<string, string> {
  const file = path.join(paths.web, '.env.local');
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const values = choosable.map((name) => [name, process.env[name] || fromFile[name] || ''] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== ''));
}

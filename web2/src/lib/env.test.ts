import { describe, expect, it } from 'vitest';
import { parseEnv } from './env';

const full = {
  APP_URL: 'https://app.example',
  SUPABASE_URL: 'https://x.supabase.co',
  SUPABASE_PUBLISHABLE_KEY: 'p',
  SUPABASE_SECRET_KEY: 's',
  DATABASE_URL: 'postgres://u:p@h/db',
  EMAIL_FROM: 'a@x.example',
  SMTP_URL: 'smtp://localhost',
  LINK_SECRET: 'x'.repeat(32),
};

function refusal(values: Record<string, string | undefined>): string {
  try {
    parseEnv({ ...full, ...values });
  } catch (error) {
    return String(error);
  }
  return expect.fail('it was taken');
}

describe('the environment', () => {
  it('has safe defaults', () => {
    const { CRON_SECRET, ...env } = parseEnv(full);
    expect(CRON_SECRET).toBeUndefined();
    expect(env).toMatchObject({
      ...{ ALLOW_SIGN_UP: false, EMAIL_PROVIDER: 'smtp', WORKER_CONCURRENCY: 4, WORKER_DEADLINE_SECONDS: 270 },
    });
  });

  it('reads an empty variable as one that is not set', () => {
    const env = parseEnv({ ...full, CRON_SECRET: '', RESEND_BASE_URL: '', ALLOW_SIGN_UP: '' });
    expect([env.CRON_SECRET, env.RESEND_BASE_URL, env.ALLOW_SIGN_UP]).toEqual([undefined, undefined, false]);
  });

  it('names everything that is missing or wrong, and shows no value', () => {
    const message = refusal({
      ...{ APP_URL: '', DATABASE_URL: 'mysql://root:hunter2@h', CRON_SECRET: 'hunter2', WORKER_CONCURRENCY: 'hunter2' },
    });
    for (const part of ['APP_URL is missing', 'DATABASE_URL', 'CRON_SECRET needs at least 16', 'WORKER_CONCURRENCY']) {
      expect(message).toContain(part);
    }
    expect(message).not.toContain('hunter2');
  });

  it.each([
    [{ SMTP_URL: undefined }, 'SMTP_URL is needed when EMAIL_PROVIDER is smtp'],
    [{ EMAIL_PROVIDER: 'resend' }, 'RESEND_API_KEY is needed when EMAIL_PROVIDER is resend'],
    [{ EMAIL_PROVIDER: 'pigeon' }, 'EMAIL_PROVIDER'],
    [{ ALLOW_SIGN_UP: 'yes' }, 'ALLOW_SIGN_UP'],
    [{ WORKER_DEADLINE_SECONDS: '9999' }, 'WORKER_DEADLINE_SECONDS'],
  ])('refuses %j', (values, message) => {
    expect(refusal(values)).toContain(message);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';

/** The answer of a process with this secret; the environment is read once per process. */
async function statusWith(secret: string | undefined, authorization?: string): Promise<number> {
  vi.resetModules();
  const values = {
    ...{ APP_URL: 'http://localhost', SUPABASE_URL: 'http://localhost', SUPABASE_PUBLISHABLE_KEY: 'p' },
    ...{
      SUPABASE_SECRET_KEY: 's',
      LINK_SECRET: 'a secret for tests, of 32 characters',
      DATABASE_URL: 'postgres://h/d',
      EMAIL_FROM: 'a@x.example',
      SMTP_URL: 'smtp://h',
    },
    CRON_SECRET: secret ?? '',
  };
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
  const { withCron } = await import('./with-cron');
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  return (await withCron(async () => new Response('done'))(new Request('http://localhost', { headers }))).status;
}

afterEach(() => void vi.unstubAllEnvs());

const SECRET = 'a-secret-of-some-length';

describe('a route for the scheduler', () => {
  it('opens to its secret alone', async () => {
    expect(await statusWith(SECRET, `Bearer ${SECRET}`)).toBe(200);
    const wrong = [undefined, SECRET, `Bearer ${SECRET}x`, `Bearer ${SECRET.slice(1)}`, `bearer ${SECRET}`, 'Bearer '];
    for (const each of wrong) expect(await statusWith(SECRET, each)).toBe(401);
  });

  it('refuses everyone while no secret is set', async () => {
    for (const guess of [undefined, 'Bearer ', 'Bearer undefined', 'Bearer null', '']) {
      expect(await statusWith(undefined, guess)).toBe(401);
    }
  });
});

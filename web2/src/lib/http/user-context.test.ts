import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => void vi.unstubAllEnvs());

it('tells an auth server that is away from a token that is wrong', async () => {
  const values = {
    ...{
      APP_URL: 'http://localhost',
      SUPABASE_PUBLISHABLE_KEY: 'p',
      SUPABASE_SECRET_KEY: 's',
      LINK_SECRET: 'a secret for tests, of 32 characters',
    },
    ...{ DATABASE_URL: 'postgres://h/d', EMAIL_FROM: 'a@x.example', SMTP_URL: 'smtp://h' },
    SUPABASE_URL: 'http://127.0.0.1:9', // nobody listens
  };
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
  const { authenticate } = await import('./user-context');
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'x', role: 'authenticated', exp: 4_000_000_000 })}.c2ln`;
  const request = (value: string) => new Request('http://localhost', { headers: { authorization: `Bearer ${value}` } });
  await expect(authenticate(request(token), 'r')).rejects.toMatchObject({ code: 'unavailable' });
  await expect(authenticate(request('a.b.c'), 'r')).rejects.toMatchObject({ code: 'unauthenticated' });
});

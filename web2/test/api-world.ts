import { randomBytes } from 'node:crypto';
import { createServerClient } from '@supabase/ssr';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { join, PASSWORD, type Person, signUp } from './people';

// biome-ignore lint/suspicious/noExplicitAny: JSON of any shape, looked at by tests alone
type Json = any;

export interface Answer {
  status: number;
  headers: Headers;
  body: Json;
}

interface Call {
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it stands. */
  raw?: string;
  headers?: Record<string, string>;
}

/** One organisation with a person in each role, and somebody of another one. */
export interface ApiWorld {
  pool: pg.Pool;
  owner: Person;
  admin: Person;
  editor: Person;
  viewer: Person;
  stranger: Person;
  organization: string;
  rows(sql: string, values?: unknown[]): Promise<Json[]>;
}

export function useApi(): ApiWorld {
  const world = {} as ApiWorld;
  beforeAll(async () => {
    const pool = new pg.Pool({ connectionString: inject('local').database_url, max: 4 });
    const names = ['owner', 'admin', 'editor', 'viewer', 'stranger'] as const;
    const people = await Promise.all(names.map(async (name) => [name, await signUp(pool, name)] as const));
    Object.assign(world, Object.fromEntries(people), { pool });
    world.organization = world.owner.home;
    world.rows = async (sql, values) => (await pool.query(sql, values)).rows;
    for (const role of ['admin', 'editor', 'viewer'] as const) await join(pool, world[role], world.organization, role);
    await world.rows('update public.organizations set allow_outside_recipients = true');
    await world.rows('select compliance.generate($1, 200)', [world.organization]);
  });
  afterAll(async () => {
    await world.pool.end();
  });
  return world;
}

/** In the shared organisation, unless the path says otherwise: who joined has an organisation of their own, too. */
export async function call(who: Person | null, method: string, path: string, request: Call = {}): Promise<Answer> {
  const { body, raw, headers = {} } = request;
  const sent = raw ?? (body === undefined ? null : JSON.stringify(body));
  const response = await fetch(`${inject('local').app_url}/api${path}`, {
    method,
    redirect: 'manual',
    body: sent,
    headers: {
      ...(sent !== null && { 'content-type': 'application/json' }),
      ...(who && { authorization: `Bearer ${who.token}` }),
      ...headers,
    },
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const answer = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  expect(response.headers.get('x-request-id')).toMatch(/^[\w.:-]+$/);
  if (response.status >= 400) expectProblem(answer);
  return answer;
}

/** Every error has one shape, and shows nothing of what is inside. */
function expectProblem({ status, headers, body }: Answer): void {
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).toMatchObject({
    type: `urn:scheduled-exports:problem:${body.code}`,
    title: expect.any(String),
    status,
    code: expect.any(String),
    detail: expect.any(String),
    request_id: headers.get('x-request-id'),
  });
  expect(JSON.stringify(body)).not.toMatch(
    /\bselect\b|relation|violates|constraint|node_modules|\bat \/|\.ts:|PGRST|syntax/i,
  );
}

/** The paths at fault. */
export const paths = (answer: Answer): string[] =>
  answer.body.errors.map(({ path }: { path: string }) => path).toSorted();

/** The cookies of a browser in which this person signed in. */
export async function cookiesOf(person: Person): Promise<string> {
  const { api_url, publishable_key } = inject('local');
  const jar = new Map<string, string>();
  const client = createServerClient(api_url, publishable_key, {
    cookies: {
      getAll: () => [...jar].map(([name, value]) => ({ name, value })),
      setAll: (all) => all.forEach(({ name, value }) => void jar.set(name, value)),
    },
  });
  const { error } = await client.auth.signInWithPassword({ email: person.email, password: PASSWORD });
  if (error) throw error;
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

/** The exact payload of the brief. */
export const BRIEF = {
  report_type: 'compliance_summary',
  filters: { region: 'US' },
  format: 'csv',
  recurrence: '0 9 * * 1',
  delivery_method: 'email',
  email: 'user@example.com',
};

export async function create(who: Person, organization: string, values: object = {}): Promise<Json> {
  const body = { ...BRIEF, organization_id: organization, ...values };
  const answer = await call(who, 'POST', '/scheduled-exports', { body });
  expect(answer.status).toBe(201);
  return answer.body;
}

export const tick = (headers: Record<string, string> = {}, method = 'POST') =>
  call(null, method, '/scheduled-exports/process', {
    headers: { authorization: `Bearer ${inject('local').cron_secret}`, ...headers },
  });

export const unique = (name: string) => `${name} ${randomBytes(4).toString('hex')}`;

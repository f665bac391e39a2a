import { createHmac, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { BRIEF, call, cookiesOf, create, tick, useApi } from '#test/api-world';
import type { Person } from '#test/people';

const world = useApi();
let schedule: string;
let run: string;

beforeAll(async () => {
  // One of the admin's, with a run.
  schedule = (await create(world.admin, world.organization, { recurrence: '0 9 1 1 *' })).id;
  await world.rows(
    `update scheduled_exports set next_run_at = now() - interval '1 minute', planned_through = now() - interval '370 days' where id = $1`,
    [schedule],
  );
  await tick();
  run = (await world.rows('select id from export_runs where scheduled_export_id = $1', [schedule]))[0]?.id;
  expect(run).toBeDefined();
});

const ROUTES: [string, string, object?][] = [
  ['GET', '/scheduled-exports'],
  ['POST', '/scheduled-exports', BRIEF],
  ['GET', '/scheduled-exports/:schedule'],
  ['PATCH', '/scheduled-exports/:schedule', { name: 'x' }],
  ['DELETE', '/scheduled-exports/:schedule'],
  ['POST', '/scheduled-exports/:schedule/run'],
  ['GET', '/export-runs'],
  ['GET', '/export-runs/:run'],
  ['GET', '/export-runs/:run/download'],
  ['POST', '/export-runs/:run/cancel'],
  ['POST', '/export-runs/:run/retry'],
  ['POST', '/export-runs/:run/replay'],
  ['GET', '/reports'],
  ['GET', '/reports/compliance_summary'],
  ['POST', '/reports/compliance_summary/preview', {}],
  ['GET', '/notification-settings'],
  ['PUT', '/notification-settings', { settings: {} }],
  ['GET', '/notifications'],
  ['POST', '/notifications/read', { all: true }],
  ['POST', '/recurrences/preview', { recurrence: '0 9 * * 1' }],
];
const at = (path: string) => path.replace(':schedule', schedule).replace(':run', run);

const token = (payload: object, secret = inject('local').jwt_secret, alg = 'HS256') => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg, typ: 'JWT' })}.${part(payload)}`;
  return `${signed}.${alg === 'none' ? '' : createHmac('sha256', secret).update(signed).digest('base64url')}`;
};
const now = () => Math.floor(Date.now() / 1000);
const claims = (values: object = {}) => ({
  sub: world.owner.id,
  role: 'authenticated',
  aud: 'authenticated',
  iat: now(),
  exp: now() + 60,
  ...values,
});

describe('without a valid token', () => {
  it.each(ROUTES)('%s %s answers 401', async (method, path, body) => {
    const answer = await call(null, method, at(path), { body });
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each([
    ['no word before it', () => world.owner.token],
    ['another scheme', () => `Basic ${Buffer.from('a:b').toString('base64')}`],
    ['garbage', () => 'Bearer garbage'],
    ['garbage in three parts', () => 'Bearer a.b.c'],
    ['an expired token', () => `Bearer ${token(claims({ exp: now() - 60 }))}`],
    ['a token that another key signed', () => `Bearer ${token(claims(), 'another-secret-of-some-length-here')}`],
    ['a token that nobody signed', () => `Bearer ${token(claims(), '', 'none')}`],
    [
      'a token with its claims changed',
      () =>
        world.owner.token.replace(
          /\.[^.]+\./,
          `.${Buffer.from(JSON.stringify(claims({ sub: world.stranger.id }))).toString('base64url')}.`,
        ),
    ],
    ['the publishable key', () => `Bearer ${inject('local').publishable_key}`],
    ['the secret key', () => `Bearer ${inject('local').secret_key}`],
    ['the cron secret', () => `Bearer ${inject('local').cron_secret}`],
    ['a token of the service', () => `Bearer ${token(claims({ role: 'service_role' }))}`],
    ['an empty header', () => ' '],
  ])('%s answers 401', async (_what, authorization) => {
    const answer = await call(null, 'GET', '/scheduled-exports', { headers: { authorization: authorization() } });
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
  });

  it('a token of somebody who is gone sees nothing', async () => {
    const gone = token(claims({ sub: randomUUID() }));
    const answer = await call(null, 'GET', '/scheduled-exports', { headers: { authorization: `Bearer ${gone}` } });
    expect([401, 404]).toContain(answer.status);
  });
});

describe('somebody of another organisation', () => {
  it.each(ROUTES.filter(([, path]) => path.includes(':')))(
    '%s %s answers 404, as for an id that nobody has',
    async (method, path, body) => {
      const answer = await call(world.stranger, method, at(path), { body });
      const nobody = await call(world.stranger, method, path.replace(/:\w+/, randomUUID()), { body });
      expect([answer.status, answer.body.detail]).toEqual([404, nobody.body.detail]);
      for (const none of ['x', '%00', "'", 'null']) {
        expect((await call(world.stranger, method, path.replace(/:\w+/, none), { body })).status).toBe(404);
      }
    },
  );

  it.each([
    ['GET', '/scheduled-exports'],
    ['GET', '/export-runs'],
    ['GET', '/reports/compliance_summary'],
    ['GET', '/notification-settings'],
    ['GET', '/notifications'],
  ])('%s %s finds no such organisation', async (method, path) => {
    for (const id of [world.organization, randomUUID()]) {
      expect((await call(world.stranger, method, `${path}?organization_id=${id}`)).status).toBe(404);
    }
  });

  it('cannot write into it', async () => {
    const organization_id = world.organization;
    const answers = [
      await call(world.stranger, 'POST', '/scheduled-exports', { body: { ...BRIEF, organization_id } }),
      await call(world.stranger, 'PUT', '/notification-settings', { body: { organization_id, settings: {} } }),
      await call(world.stranger, 'POST', '/notifications/read', { body: { organization_id, all: true } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  it('sees none of its rows in lists, nor by PostgREST', async () => {
    expect((await call(world.stranger, 'GET', '/scheduled-exports')).body).toEqual({ data: [], next_cursor: null });
    expect((await call(world.stranger, 'GET', `/export-runs?scheduled_export_id=${schedule}`)).body).toEqual({
      data: [],
      next_cursor: null,
    });
    expect((await call(world.stranger, 'GET', '/reports/compliance_summary')).body.columns[0]).not.toHaveProperty(
      'values',
      ['US'],
    );
    const { data } = await world.stranger.client.from('scheduled_exports').select('id').eq('id', schedule);
    expect(data).toEqual([]);
  });

  it('gets 404 by the choice of a cookie, too', async () => {
    const cookie = `${await cookiesOf(world.stranger)}; organization=${world.organization}`;
    const answer = await call(null, 'GET', '/scheduled-exports', { headers: { cookie } });
    expect([answer.status, answer.body.data]).toEqual([200, []]); // falls back to their own
  });
});

describe('within one organisation', () => {
  const path = () => `/scheduled-exports/${schedule}`;

  it('a viewer sees everything and changes nothing', async () => {
    const { body } = await call(world.viewer, 'GET', path());
    expect(body).toMatchObject({ id: schedule, can_edit: false, owner_name: 'admin' });
    expect((await call(world.viewer, 'GET', `/export-runs/${run}`)).status).toBe(200);
    const answers = [
      await call(world.viewer, 'POST', '/scheduled-exports', {
        body: { ...BRIEF, organization_id: world.organization },
      }),
      await call(world.viewer, 'PATCH', path(), { body: { name: 'x' } }),
      await call(world.viewer, 'PATCH', path(), { body: { status: 'paused' } }),
      await call(world.viewer, 'DELETE', path()),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(4).fill([403, 'forbidden']));
  });

  it('an editor changes their own schedules, not a colleague’s', async () => {
    const own = await create(world.editor, world.organization);
    expect((await call(world.editor, 'PATCH', `/scheduled-exports/${own.id}`, { body: { name: 'Mine' } })).status).toBe(
      200,
    );
    expect((await call(world.editor, 'GET', path())).body.can_edit).toBe(false);
    expect((await call(world.editor, 'PATCH', path(), { body: { name: 'x' } })).status).toBe(403);
    expect((await call(world.editor, 'DELETE', path())).status).toBe(403);
  });

  it('an admin changes everybody’s', async () => {
    const own = await create(world.editor, world.organization);
    expect(
      (await call(world.admin, 'PATCH', `/scheduled-exports/${own.id}`, { body: { name: 'Theirs' } })).body,
    ).toMatchObject({
      name: 'Theirs',
      owner_id: world.editor.id,
      can_edit: true,
    });
    expect((await call(world.admin, 'DELETE', `/scheduled-exports/${own.id}`)).status).toBe(204);
  });

  it('nobody sets what belongs to the service, past the API', async () => {
    for (const values of [
      { next_run_at: '2020-01-01Z' },
      { owner_id: world.owner.id },
      { planned_through: '2020-01-01Z' },
      { organization_id: world.admin.home },
      { version: 7 },
    ]) {
      const { error } = await world.admin.client.from('scheduled_exports').update(values).eq('id', schedule);
      expect(error?.code).toBe('42501');
    }
    const { error } = await world.owner.client.from('export_runs').update({ status: 'succeeded' }).eq('id', run);
    expect(error?.code).toBe('42501');
  });
});

it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])(
  '%s of a path that is no route answers 404 in the shape of every error',
  async (method) => {
    expect((await call(world.owner, method, '/nope/nope')).status).toBe(404);
  },
);

describe('a cookie session', () => {
  const post = async (headers: Record<string, string>) =>
    call(null, 'POST', '/recurrences/preview', {
      body: { recurrence: '@daily' },
      headers: { cookie: await cookiesOf(world.owner), ...headers },
    });
  const { app_url } = inject('local');

  it('may read and change from the app itself', async () => {
    const cookie = await cookiesOf(world.owner);
    expect((await call(null, 'GET', `/scheduled-exports/${schedule}`, { headers: { cookie } })).status).toBe(200);
    expect((await post({ 'sec-fetch-site': 'same-origin', origin: app_url })).status).toBe(200);
    expect((await post({ origin: app_url })).status).toBe(200);
  });

  it.each([
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of a sister site', { 'sec-fetch-site': 'same-site' }],
    ['of another origin', { origin: 'https://evil.example' }],
    ['of another port', { origin: 'http://localhost:1' }],
    ['of a sandboxed page', { origin: 'null' }],
    ['of no origin at all', { origin: 'x' }],
  ])('refuses a change by a page %s', async (_what, headers) => {
    const answer = await post(headers);
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
  });

  it('acts in the organisation that was chosen', async () => {
    const cookie = await cookiesOf(world.admin);
    const names = async (choice: string) =>
      (await call(null, 'GET', '/notification-settings', { headers: { cookie: `${cookie}; organization=${choice}` } }))
        .body.organization_id;
    expect(await names(world.organization)).toBe(world.organization);
    expect(await names('nonsense')).toBe(world.admin.home);
    expect(await names('%E0%A4%A')).toBe(world.admin.home);
  });

  it('that is broken answers 401', async () => {
    const cookie = (await cookiesOf(world.owner)).replace(/=base64-.{20}/, '=base64-AAAAAAAAAAAAAAAAAAAA');
    expect((await call(null, 'GET', '/scheduled-exports', { headers: { cookie } })).status).toBe(401);
  });
});

it('every change in the audit log names its actor; a request id that a caller sends comes back', async () => {
  const id = `test-${randomUUID()}`;
  const created = await call(world.editor, 'POST', '/scheduled-exports', {
    body: { ...BRIEF, organization_id: world.organization },
    headers: { 'x-request-id': id },
  });
  expect(created.headers.get('x-request-id')).toBe(id);
  await call(world.admin, 'PATCH', `/scheduled-exports/${created.body.id}`, { body: { status: 'paused' } });
  await call(world.owner, 'DELETE', `/scheduled-exports/${created.body.id}`);
  const rows = await world.rows(
    'select action, actor_type, actor_id, actor_label from audit_log where row_id = $1 order by sequence',
    [created.body.id],
  );
  const by = ({ id, email }: Person) => ({ actor_type: 'user', actor_id: id, actor_label: email });
  expect(rows).toEqual([
    { action: 'insert', ...by(world.editor) },
    { action: 'update', ...by(world.admin) },
    { action: 'update', ...by(world.owner) },
  ]);
  const odd = await call(world.owner, 'GET', '/reports', { headers: { 'x-request-id': 'a b' } });
  expect(odd.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
});

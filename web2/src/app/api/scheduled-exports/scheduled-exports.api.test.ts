import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BRIEF, call, create, paths, unique, useApi } from '#test/api-world';

const world = useApi();
/** Before anything was asked for. */
const begun = Date.now();

describe('POST /api/scheduled-exports', () => {
  it('takes the payload of the brief and answers with the schedule', async () => {
    const answer = await call(world.owner, 'POST', '/scheduled-exports', { body: BRIEF });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      ...BRIEF,
      organization_id: world.organization,
      owner_id: world.owner.id,
      owner_name: 'owner',
      can_edit: true,
      name: 'Compliance summary, every Monday at 09:00',
      timezone: 'UTC',
      targets: [{ method: 'email', to: ['user@example.com'] }],
      status: 'active',
      columns: null,
      sort: [],
      catch_up: 'latest',
      last_run: null,
      version: 1,
    });
    const next = new Date(answer.body.next_run_at);
    expect([next.getUTCDay(), next.getUTCHours(), next.getUTCMinutes()]).toEqual([1, 9, 0]);
    expect(next.getTime()).toBeGreaterThan(begun);
    expect(answer.headers.get('location')).toBe(`/api/scheduled-exports/${answer.body.id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(Object.keys(answer.body)).not.toContain('planned_through');
    const again = await call(world.owner, 'GET', `/scheduled-exports/${answer.body.id}`);
    expect(again.body).toEqual(answer.body);
  });

  it('takes every field', async () => {
    const body = {
      ...{ name: ' Quarterly ', report_type: 'control_assessments', format: 'json', recurrence: '0 6 1 1,4,7,10 *' },
      ...{ timezone: 'Europe/Berlin', row_limit: 5, on_holidays: 'skip', catch_up: 'all', catch_up_window_hours: 48 },
      ...{ when_empty: 'fail', when_unchanged: 'skip', status: 'paused', columns: ['region', 'status'] },
      sort: [{ column: 'status' }, { column: 'score', direction: 'desc' }],
      starts_at: '2027-01-01T00:00:00+01:00',
      ends_at: '2028-01-01T00:00:00Z',
      targets: [{ method: 'email', to: ['a@x.example', 'b@x.example'] }, { method: 'download' }],
      filters: {
        region: ['US', 'EU'],
        score: { gte: 10, lt: '99.5' },
        automated: true,
        assessed_on: { period: 'previous_week' },
        evidence: { contains: 'x', is_null: false },
      },
    };
    const answer = await call(world.owner, 'POST', '/scheduled-exports', { body });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      ...body,
      name: 'Quarterly',
      sort: [
        { column: 'status', direction: 'asc' },
        { column: 'score', direction: 'desc' },
      ],
      starts_at: expect.any(String),
      ends_at: expect.any(String),
      delivery_method: 'email',
      email: 'a@x.example',
      next_run_at: null,
    });
    expect(Date.parse(answer.body.starts_at)).toBe(Date.parse(body.starts_at));
  });

  it.each([
    ['nothing', {}, ['recurrence', 'report_type', 'targets']],
    ['a list', [], ['']],
    ['a text', 'x', ['']],
    ['null', null, ['']],
    ['unknown fields', { ...BRIEF, owner_id: 'x', next_run_at: 'x' }, ['next_run_at', 'owner_id']],
    ['an unknown report', { ...BRIEF, report_type: 'nope' }, ['report_type']],
    ['a report name that is none', { ...BRIEF, report_type: 'compliance_summary; drop' }, ['report_type']],
    ['an unknown filter', { ...BRIEF, filters: { regio: 'US' } }, ['filters.regio']],
    [
      'filters of wrong types',
      { ...BRIEF, filters: { passed: 'x', month: '1.3.', region: { gt: 'A' } } },
      ['filters.month', 'filters.passed', 'filters.region.gt'],
    ],
    ['an empty list', { ...BRIEF, filters: { region: [] } }, ['filters.region']],
    ['an unknown period', { ...BRIEF, filters: { month: { period: 'last_week' } } }, ['filters.month.period']],
    ['a wrong format', { ...BRIEF, format: 'xls' }, ['format']],
    ['wrong recurrences', { ...BRIEF, recurrence: '0 9 * * 9' }, ['recurrence']],
    ['a recurrence that never fires', { ...BRIEF, recurrence: '0 0 30 2 *' }, ['recurrence']],
    ['an unknown zone', { ...BRIEF, timezone: 'Mars/Olympus' }, ['timezone']],
    ['an unknown method', { ...BRIEF, delivery_method: 'fax' }, ['delivery_method']],
    ['no address', { ...BRIEF, email: undefined }, ['email']],
    ['a broken address', { ...BRIEF, email: 'user' }, ['email']],
    ['an address with a header', { ...BRIEF, email: 'user@x.example\r\nBcc: all@x.example' }, ['email']],
    ['an address too many', { ...BRIEF, delivery_method: 'download' }, ['email']],
    ['shorthand and targets that differ', { ...BRIEF, targets: [{ method: 'download' }] }, ['delivery_method']],
    ['no targets', { ...BRIEF, delivery_method: undefined, email: undefined, targets: [] }, ['targets']],
    [
      'a broken target',
      {
        ...BRIEF,
        delivery_method: undefined,
        email: undefined,
        targets: [{ method: 'email', to: ['a@x.example', 'b'] }],
      },
      ['targets.0.to.1'],
    ],
    [
      'wrong types',
      { ...BRIEF, name: 1, filters: [], columns: 'x', sort: {}, row_limit: '5' },
      ['columns', 'filters', 'name', 'row_limit', 'sort'],
    ],
    [
      'wrong columns',
      { ...BRIEF, columns: ['region', 'nope', 'region'], sort: [{ column: 'gone' }] },
      ['columns.1', 'columns.2', 'sort.0.column'],
    ],
    [
      'options that its format lacks',
      { ...BRIEF, format_options: { delimiter: 'colon', indent: 2 } },
      ['format_options.delimiter', 'format_options.indent'],
    ],
    ['options of another format', { ...BRIEF, format: 'json', format_options: { bom: true } }, ['format_options.bom']],
    [
      'options that contradict each other',
      { ...BRIEF, format_options: { decimal_separator: 'comma' } },
      ['format_options.decimal_separator'],
    ],
    ['options that are none', { ...BRIEF, format_options: [] }, ['format_options']],
    [
      'an end before the start',
      { ...BRIEF, starts_at: '2027-01-02T00:00:00Z', ends_at: '2027-01-01T00:00:00Z' },
      ['ends_at'],
    ],
    [
      'dates that are none',
      { ...BRIEF, starts_at: '2027-02-30T00:00:00Z', ends_at: 'tomorrow' },
      ['ends_at', 'starts_at'],
    ],
    ['dates out of range', { ...BRIEF, starts_at: '1066-10-14T00:00:00Z' }, ['starts_at']],
    ['a name of lines', { ...BRIEF, name: 'a\nb' }, ['name']],
    ['an organisation that is no id', { ...BRIEF, organization_id: 'mine' }, ['organization_id']],
    [
      'many at once',
      {
        ...BRIEF,
        filters: { regio: 'US' },
        format: 'xls',
        recurrence: '0 9 * * 9',
        email: 'user',
        timezone: 'x',
        extra: 1,
      },
      ['email', 'extra', 'filters.regio', 'format', 'recurrence', 'timezone'],
    ],
  ])('names what is wrong with %s', async (_what, body, expected) => {
    const before = await count();
    const answer = await call(world.owner, 'POST', '/scheduled-exports', { body });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(paths(answer)).toEqual(expected);
    for (const { message } of answer.body.errors) expect(message).toMatch(/^\S.*[.!?]$/);
    expect(await count()).toBe(before);
  });

  it('refuses filters and recipients that are too many', async () => {
    const long = Array.from({ length: 1000 }, (_, index) => `${index}`.padStart(1000, 'x'));
    const filters = { region: long.slice(0, 200) };
    expect(paths(await post({ ...BRIEF, filters }))).toEqual(['filters']);
    expect(paths(await post({ ...BRIEF, filters: { region: Array(1001).fill('x') } }))).toEqual(['filters.region']);
    const to = Array.from({ length: 101 }, (_, index) => `a${index}@x.example`);
    expect(
      paths(await post({ ...BRIEF, delivery_method: undefined, email: undefined, targets: [{ method: 'email', to }] })),
    ).toEqual(['targets.0.to']);
    const local = `${'a'.repeat(65)}@x.example`;
    expect(paths(await post({ ...BRIEF, email: local }))).toEqual(['email']);
  });

  it.each([
    ['no JSON', '{"report_type":', {}, 400, 'invalid_json'],
    ['an empty body', '', {}, 400, 'invalid_json'],
    ['another content type', JSON.stringify(BRIEF), { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    ['a form', 'report_type=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_media_type'],
    ['a huge body', JSON.stringify({ ...BRIEF, name: 'x'.repeat(300_000) }), {}, 400, 'invalid_request'],
    ['NUL characters', JSON.stringify({ ...BRIEF, format_options: { a: '\0' } }), {}, 400, 'invalid_json'],
    ['NUL characters in a key', JSON.stringify({ ...BRIEF, format_options: { 'a\0': 1 } }), {}, 400, 'invalid_json'],
    ['half a surrogate pair', JSON.stringify({ ...BRIEF, name: '\ud800' }), {}, 400, 'invalid_json'],
  ])('refuses %s', async (_what, raw, headers, status, code) => {
    const answer = await call(world.owner, 'POST', '/scheduled-exports', { raw, headers });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('refuses recipients outside of an organisation that forbids them, naming the field', async () => {
    await world.rows('update organizations set allow_outside_recipients = false where id = $1', [world.organization]);
    try {
      const answer = await post({ ...BRIEF, organization_id: world.organization });
      expect([answer.status, paths(answer)]).toEqual([400, ['targets']]);
      expect(answer.body.errors[0].message).toContain('user@example.com');
      expect((await post({ ...BRIEF, email: world.editor.email })).status).toBe(201);
    } finally {
      await world.rows('update organizations set allow_outside_recipients = true');
    }
  });

  const post = (body: unknown) => call(world.owner, 'POST', '/scheduled-exports', { body });
  const count = async () =>
    (
      await world.rows('select count(*)::int as n from scheduled_exports where organization_id = $1', [
        world.organization,
      ])
    )[0]?.n;
});

describe('an Idempotency-Key', () => {
  const post = (key: string, body: unknown = BRIEF, who = world.owner) =>
    call(who, 'POST', '/scheduled-exports', { body, headers: { 'idempotency-key': key } });

  it('answers a repetition with the schedule that the first request made', async () => {
    const key = randomUUID();
    const [first, second] = [await post(key), await post(key)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
  });

  it('makes one schedule of ten requests at once', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await world.rows('select from scheduled_exports where idempotency_key = $1', [key])).toHaveLength(1);
  });

  it.each([
    ['another recurrence', { recurrence: '0 9 * * 2' }],
    ['another name', { name: '2027' }],
    ['other filters', { filters: { region: 'EU' } }],
    ['another address', { email: 'other@example.com' }],
  ])('refuses %s under the same key', async (_what, values) => {
    const key = randomUUID();
    await post(key, { ...BRIEF, name: '2026-12-31T24:00Z' });
    const answer = await post(key, { ...BRIEF, name: '2026-12-31T24:00Z', ...values });
    expect([answer.status, answer.body.code]).toEqual([409, 'idempotency_key_reused']);
  });

  it('does not take a name for the same because it reads as the same date', async () => {
    const key = randomUUID();
    await post(key, { ...BRIEF, name: 'January 1 2027' });
    expect((await post(key, { ...BRIEF, name: '1 Jan 2027' })).status).toBe(409);
  });

  it('of a colleague is not answered with their schedule', async () => {
    const key = randomUUID();
    const body = { ...BRIEF, organization_id: world.organization };
    await post(key, body);
    expect((await post(key, body, world.admin)).status).toBe(409);
    expect((await post(key, BRIEF, world.stranger)).status).toBe(201); // of another organisation
  });

  it('that cannot be one is refused', async () => {
    expect(paths(await post('x'.repeat(256)))).toEqual(['Idempotency-Key']);
  });
});

describe('an archive’s password', () => {
  const password = 'correct horse battery';
  const archive = { compression: 'zip', archive_password: password };
  const patch = (id: string, body: unknown) => call(world.owner, 'PATCH', `/scheduled-exports/${id}`, { body });

  it('is kept encrypted, and never answered', async () => {
    const answer = await call(world.owner, 'POST', '/scheduled-exports', { body: { ...BRIEF, ...archive } });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ compression: 'zip', has_archive_password: true });
    const list = await call(world.owner, 'GET', '/scheduled-exports');
    expect(JSON.stringify([answer.body, list.body])).not.toContain(password);
    const [secret] = await world.rows(
      'select s.ciphertext, s.created_by from secrets s join scheduled_exports e on e.secret_id = s.id where e.id = $1',
      [answer.body.id],
    );
    expect(secret).toMatchObject({ created_by: world.owner.id });
    expect(Buffer.from(secret?.ciphertext, 'base64').includes('horse')).toBe(false);
  });

  it('stays until it is changed or removed by name', async () => {
    const { id } = await create(world.owner, world.organization, archive);
    const secret = async () =>
      (await world.rows('select secret_id from scheduled_exports where id = $1', [id]))[0]?.secret_id;
    const first = await secret();
    expect((await patch(id, { name: 'Other' })).body.has_archive_password).toBe(true);
    expect(await secret()).toBe(first);
    expect(paths(await patch(id, { compression: 'gzip' }))).toEqual(['compression']);
    expect((await patch(id, { archive_password: 'another password' })).status).toBe(200);
    expect(await secret()).not.toBe(first);
    const without = await patch(id, { compression: 'none', archive_password: null });
    expect(without.body).toMatchObject({ compression: 'none', has_archive_password: false });
    expect(await secret()).toBeNull();
  });

  it.each([
    ['without zip', { archive_password: password }, ['compression']],
    ['with gzip', { ...archive, compression: 'gzip' }, ['compression']],
    ['that is short', { ...archive, archive_password: 'secret' }, ['archive_password']],
    ['that other programs would read otherwise', { ...archive, archive_password: 'pässword-1' }, ['archive_password']],
    ['of an archive that is none', { ...archive, compression: 'rar' }, ['compression']],
  ])('is refused %s, without repeating it', async (_what, body, expected) => {
    const answer = await call(world.owner, 'POST', '/scheduled-exports', { body: { ...BRIEF, ...body } });
    expect([answer.status, paths(answer)]).toEqual([400, expected]);
    expect(JSON.stringify(answer.body)).not.toContain(body.archive_password);
  });

  it('does not make a repeated request another', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const send = (body: object) =>
      call(world.owner, 'POST', '/scheduled-exports', { body: { ...BRIEF, ...body }, headers });
    const first = await send(archive);
    expect((await send(archive)).body.id).toBe(first.body.id);
    expect((await send({})).status).toBe(409);
  });
});

it('a file name’s template is checked', async () => {
  const send = (file_name_template: string | null) =>
    call(world.owner, 'POST', '/scheduled-exports', { body: { ...BRIEF, file_name_template } });
  expect((await send('{report} {period_start} #{n}')).body).toMatchObject({
    file_name_template: '{report} {period_start} #{n}',
  });
  expect((await send(null)).body).toMatchObject({ file_name_template: null });
  for (const wrong of ['', '{week}', '{date', 'a\nb', 'x'.repeat(201)])
    expect(paths(await send(wrong))).toEqual(['file_name_template']);
});

describe('PATCH /api/scheduled-exports/:id', () => {
  const patch = (id: string, body: unknown, headers: Record<string, string> = {}, who = world.owner) =>
    call(who, 'PATCH', `/scheduled-exports/${id}`, { body, headers });

  it('changes what it names and nothing else', async () => {
    const before = await create(world.owner, world.organization, { when_empty: 'skip', row_limit: 7 });
    const answer = await patch(before.id, { name: 'New', filters: { region: 'EU' } });
    expect(answer.status).toBe(200);
    const { updated_at: _u, ...rest } = { ...before, name: 'New', filters: { region: 'EU' }, version: 2 };
    expect(answer.body).toMatchObject(rest);
    expect(answer.headers.get('etag')).toBe('"2"');
    expect((await patch(before.id, { row_limit: null })).body).toMatchObject({ row_limit: null, when_empty: 'skip' });
  });

  it('lets another format begin with its own options', async () => {
    const { id } = await create(world.owner, world.organization, { format_options: { delimiter: 'tab' } });
    expect((await patch(id, { name: 'Tabs' })).body.format_options).toEqual({ delimiter: 'tab' });
    expect(paths(await patch(id, { format_options: { delimiter: 'none' } }))).toEqual(['format_options.delimiter']);
    expect(paths(await patch(id, { format: 'json', format_options: { bom: true } }))).toEqual(['format_options.bom']);
    expect((await patch(id, { format: 'json' })).body).toMatchObject({ format: 'json', format_options: {} });
  });

  it('replaces all targets by the shorthand', async () => {
    const { id } = await create(world.owner, world.organization, {
      ...{ delivery_method: undefined, email: undefined },
      targets: [{ method: 'email', to: ['a@x.example', 'b@x.example'] }, { method: 'download' }],
    });
    expect((await patch(id, { email: 'c@x.example' })).body.targets).toEqual([
      { method: 'email', to: ['c@x.example'] },
    ]);
    expect((await patch(id, { delivery_method: 'download' })).body).toMatchObject({
      targets: [{ method: 'download' }],
      email: null,
    });
    expect((await patch(id, { delivery_method: 'download', email: null })).status).toBe(200);
    const targets = [{ method: 'email', to: ['d@x.example'] }];
    expect((await patch(id, { targets, email: 'd@x.example' })).body).toMatchObject({
      targets,
      delivery_method: 'email',
    });
  });

  it.each([
    ['nothing', {}, ['']],
    [
      'shorthand and targets that differ',
      { email: 'x@x.example', targets: [{ method: 'email', to: ['y@x.example'] }] },
      ['email'],
    ],
    ['a method without its address', { delivery_method: 'email' }, ['email']],
    ['an address that is taken away', { email: null }, ['email']],
    ['unknown fields', { organization_id: 'x', id: 'x', version: 2 }, ['id', 'organization_id', 'version']],
    [
      'columns of another report',
      { report_type: 'open_findings', filters: { framework: 'SOC 2', passed: 1 } },
      ['filters.passed'],
    ],
    ['a status of the service', { status: 'failed' }, ['status']],
    [
      'many at once',
      { format: 'x', recurrence: 'x', filters: { x: 1 }, email: 'x' },
      ['email', 'filters.x', 'format', 'recurrence'],
    ],
  ])('refuses %s, and changes nothing', async (_what, body, expected) => {
    const before = await create(world.owner, world.organization);
    const answer = await patch(before.id, body);
    expect([answer.status, paths(answer)]).toEqual([400, expected]);
    expect((await call(world.owner, 'GET', `/scheduled-exports/${before.id}`)).body).toEqual(before);
  });

  it('checks the filters that stay against a report that is new', async () => {
    const { id } = await create(world.owner, world.organization, { filters: { passed: { gt: 1 } } });
    expect(paths(await patch(id, { report_type: 'open_findings' }))).toEqual(['filters.passed']);
  });

  it('moves the next run with the recurrence and zone', async () => {
    const { id } = await create(world.owner, world.organization, { recurrence: '0 9 1 1 *' });
    const { body } = await patch(id, { recurrence: '30 8 1 7 *', timezone: 'America/New_York' });
    expect(body.next_run_at).toMatch(/-07-01T12:30:00/);
  });

  it('pauses and resumes', async () => {
    const { id } = await create(world.owner, world.organization);
    expect((await patch(id, { status: 'paused' })).body).toMatchObject({ status: 'paused', version: 2 });
    expect((await patch(id, { status: 'paused' })).body).toMatchObject({ status: 'paused', version: 2 });
    const resumed = (await patch(id, { status: 'active' })).body;
    expect(resumed).toMatchObject({ status: 'active', version: 3 });
    expect(Date.parse(resumed.next_run_at)).toBeGreaterThan(begun);
  });

  it('pauses a schedule whose report is gone', async () => {
    const { id } = await create(world.owner, world.organization);
    await world.rows(`update scheduled_exports set report_type = 'gone' where id = $1`, [id]);
    expect((await patch(id, { status: 'paused' })).status).toBe(200);
    expect(paths(await patch(id, { format: 'json' }))).toEqual(['report_type']);
  });

  it('of the version that If-Match names, or not at all', async () => {
    const { id } = await create(world.owner, world.organization);
    expect((await patch(id, { name: 'A' }, { 'if-match': '"1"' })).body.version).toBe(2);
    const stale = await patch(id, { name: 'B' }, { 'if-match': '"1"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'precondition_failed']);
    expect((await patch(id, { name: 'C' }, { 'if-match': 'W/"2"' })).status).toBe(200);
    expect((await patch(id, { name: 'D' }, { 'if-match': '*' })).status).toBe(200);
    expect(paths(await patch(id, { name: 'E' }, { 'if-match': 'abc' }))).toEqual(['If-Match']);
  });

  it('with the same version from ten at once changes it once', async () => {
    const { id } = await create(world.owner, world.organization);
    const names = Array.from({ length: 10 }, (_, index) => `Name ${index}`);
    const answers = await Promise.all(names.map((name) => patch(id, { name }, { 'if-match': '"1"' })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(412)]);
  });

  it('plans what was due by the old recurrence before the new one counts', async () => {
    const { id } = await create(world.owner, world.organization, { recurrence: '0 9 1 1 *' });
    await world.rows(
      `update scheduled_exports set planned_through = now() - interval '400 days', next_run_at = now() - interval '1 minute' where id = $1`,
      [id],
    );
    await patch(id, { recurrence: '0 9 1 7 *' });
    const runs = await world.rows('select scheduled_for, definition from export_runs where scheduled_export_id = $1', [
      id,
    ]);
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ definition: { recurrence: '0 9 1 1 *' } });
    await call(world.owner, 'DELETE', `/scheduled-exports/${id}`);
  });
});

describe('DELETE /api/scheduled-exports/:id', () => {
  it('takes the schedule out of sight and leaves its history', async () => {
    const { id } = await create(world.owner, world.organization, { name: unique('gone') });
    const answer = await call(world.owner, 'DELETE', `/scheduled-exports/${id}`);
    expect([answer.status, answer.body]).toEqual([204, '']);
    for (const method of ['GET', 'DELETE'])
      expect((await call(world.owner, method, `/scheduled-exports/${id}`)).status).toBe(404);
    expect((await call(world.owner, 'PATCH', `/scheduled-exports/${id}`, { body: { name: 'x' } })).status).toBe(404);
    expect(
      await world.rows('select deleted_at is not null as deleted from scheduled_exports where id = $1', [id]),
    ).toEqual([{ deleted: true }]);
  });

  it('of the version that If-Match names, or not at all', async () => {
    const { id } = await create(world.owner, world.organization);
    const remove = (version: string) =>
      call(world.owner, 'DELETE', `/scheduled-exports/${id}`, { headers: { 'if-match': version } });
    expect((await remove('"7"')).status).toBe(412);
    expect((await remove('"1"')).status).toBe(204);
  });
});

it('a row that was written past the API is shown, and does not hide the others', async () => {
  const { error } = await world.owner.client.from('scheduled_exports').insert({
    ...{
      organization_id: world.organization,
      name: 'Past the API',
      report_type: 'nope',
      format: 'xls',
      recurrence: 'whenever',
    },
    ...{
      targets: [{ method: 'fax', to: ['1'] }],
      sort: [{ by: 'name' }, 7],
      filters: { a: [null] },
      columns: ['a', null],
    },
  });
  expect(error).toBeNull();
  const { status, body } = await call(world.owner, 'GET', '/scheduled-exports?q=Past the API');
  expect([status, body.data.length]).toEqual([200, 1]);
  expect(body.data[0]).toMatchObject({
    recurrence: 'whenever',
    recurrence_description: 'whenever',
    format: 'xls',
    delivery_method: 'fax',
  });
});

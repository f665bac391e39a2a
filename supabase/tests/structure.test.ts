import { expect, test } from 'vitest';
import { actAs } from './connections.ts';
import { useWorld } from './world.ts';

// Rules that every table, view and function keeps, also those that come later: read from the system catalogue.

const world = useWorld();
const { database } = world;
const ours = `('public', 'private', 'reports', 'compliance')`;
const list = async (sql: string) => (await database.query(sql)).map((row) => Object.values(row)[0]);

test('every schema, table, view and column says what it is', async () => {
  const missing = await list(`
    select n.nspname from pg_namespace n
    where n.nspname in ('private', 'reports', 'compliance') and obj_description(n.oid, 'pg_namespace') is null
    union all
    select c.oid::regclass || coalesce('.' || a.attname, '')
    from pg_class c
      left join (select attrelid, attname, attnum from pg_attribute where attnum > 0 and not attisdropped
        union all select oid, null, 0 from pg_class) a on a.attrelid = c.oid
    where c.relnamespace::regnamespace::text in ${ours} and c.relkind in ('r', 'p', 'v', 'm')
      and col_description(c.oid, a.attnum) is null and (a.attnum > 0 or obj_description(c.oid, 'pg_class') is null)
    order by 1`);
  expect(missing).toEqual([]);
});

test('every function says what it is for', async () => {
  const missing = await list(`
    select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace::regnamespace::text in ${ours} and obj_description(p.oid, 'pg_proc') is null`);
  expect(missing).toEqual([]);
});

test('every foreign key has an index that begins with its columns', async () => {
  const missing = await list(`
    select f.conrelid::regclass || ' ' || f.conname from pg_constraint f
    where f.contype = 'f' and f.connamespace::regnamespace::text in ${ours}
      and not exists (
        select from pg_index i
        where i.indrelid = f.conrelid
          and (i.indkey::smallint[])[0:cardinality(f.conkey) - 1] @> f.conkey)`);
  expect(missing).toEqual([]);
});

test('every table has row-level security and its timestamps', async () => {
  const open = await list(`
    select c.oid::regclass::text from pg_class c
    where c.relnamespace::regnamespace::text in ${ours} and c.relkind in ('r', 'p') and not c.relrowsecurity`);
  expect(open).toEqual([]);
  const untimed = await list(`
    select c.oid::regclass::text from pg_class c
    where c.relnamespace::regnamespace::text in ${ours} and c.relkind = 'r' and c.relname not in ('audit_log', 'export_runs')
      and (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('created_at', 'updated_at')
        and a.attnotnull) <> 2`);
  expect(untimed).toEqual([]);
});

test('every view runs with the rights of its caller', async () => {
  const definer = await list(`
    select c.oid::regclass::text from pg_class c
    where c.relnamespace::regnamespace::text in ${ours} and c.relkind in ('v', 'm')
      and not coalesce(c.reloptions @> '{security_invoker=true}', false)`);
  expect(definer).toEqual([]);
});

test('the anonymous have no right to any table, view, sequence or column', async () => {
  const open = await list(`
    select c.oid::regclass::text from pg_class c
    where c.relnamespace::regnamespace::text in ${ours} and (
      c.relkind in ('r', 'p', 'v', 'm') and (
        has_table_privilege('anon', c.oid, 'select, insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege('anon', c.oid, 'select, insert, update, references'))
      or c.relkind = 'S' and has_sequence_privilege('anon', c.oid, 'usage, select, update'))`);
  expect(open).toEqual([]);
});

test('users truncate nothing, and no foreign key or trigger of theirs hangs on our tables', async () => {
  const open = await list(`
    select c.oid::regclass::text from pg_class c
    where c.relnamespace::regnamespace::text in ${ours} and c.relkind in ('r', 'v')
      and has_table_privilege('authenticated', c.oid, 'truncate, references, trigger')`);
  expect(open).toEqual([]);
});

test('users delete rows of exactly these tables, all else through functions', async () => {
  const deletable = await list(`
    select c.oid::regclass::text from pg_class c
    where c.relnamespace::regnamespace::text in ${ours} and c.relkind in ('r', 'v')
      and has_table_privilege('authenticated', c.oid, 'delete')`);
  expect(deletable).toEqual(['blackout_dates']);
});

test('the anonymous may call nothing, users exactly these', async () => {
  const callable = (role: string) =>
    list(`
      select p.pronamespace::regnamespace || '.' || p.proname from pg_proc p
      where p.pronamespace::regnamespace::text in ${ours} and has_function_privilege('${role}', p.oid, 'execute')
      order by 1`);
  expect(await callable('anon')).toEqual([]);
  expect(await callable('authenticated')).toEqual([
    'private.base_type',
    'private.cancel_run',
    'private.colleague_ids',
    'private.create_secret',
    'private.delete_scheduled_export',
    'private.is_mail_address',
    'private.is_timezone',
    'private.is_user_request',
    'private.made_secret',
    'private.organization_ids',
    'private.report_refusal',
    'private.report_title',
    'private.retry_run',
    'private.revoke_download_link',
    'private.role_rank',
    'private.search_text',
    'private.valid_targets',
    'public.cancel_run',
    'public.create_secret',
    'public.delete_scheduled_export',
    'public.report_catalog',
    'public.retry_run',
    'public.revoke_download_link',
  ]);
});

test('what a later migration makes is closed until it grants', async () => {
  const client = await database.connect();
  await client.query('begin');
  await client.query(`
    create table public.probe (id uuid); create function public.probe() returns int language sql as 'select 1';
    create function private.probe() returns int language sql as 'select 1'`);
  const { rows } = await client.query(`
    select role,
      has_table_privilege(role, 'public.probe', 'select, insert, update, delete') as touches,
      has_function_privilege(role, 'public.probe()', 'execute') or has_function_privilege(role, 'private.probe()', 'execute') as calls
    from unnest(array['anon', 'authenticated']) role`);
  await client.query('rollback');
  expect(rows).toEqual([
    { role: 'anon', touches: false, calls: false },
    { role: 'authenticated', touches: false, calls: false },
  ]);
});

test("every function pins its search path, and definer functions stay out of users' reach in the API", async () => {
  const unpinned = await list(`
    select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace::regnamespace::text in ${ours}
      and not exists (select from unnest(p.proconfig) setting where setting like 'search_path=%')`);
  expect(unpinned).toEqual([]);
  const exposed = await list(`
    select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prosecdef and has_function_privilege('authenticated', p.oid, 'execute')`);
  expect(exposed).toEqual([]);
});

test('policies ask who the caller is once per query, not once per row', async () => {
  const policies = await database.query(`
    select tablename::text as name, coalesce(qual, '') || coalesce(with_check, '') as rule
    from pg_policies where schemaname in ${ours}`);
  expect(policies.length).toBeGreaterThan(15);
  const perRow = policies.filter(({ rule }) => {
    const cached = String(rule).replaceAll(/\( SELECT (auth\.uid\(\)|private\.\w+\([^)]*\)) AS \w+\)/g, '');
    return /auth\.|private\./.test(cached);
  });
  expect(perRow).toEqual([]);
});

test.each(['public.scheduled_exports', 'public.export_runs', 'compliance.assessments'])(
  'the policy of %s is evaluated before the scan, and can use an index',
  async (table) => {
    const client = await database.connect();
    await client.query('begin');
    await actAs(client, world.viewer.id);
    await client.query('set local enable_seqscan = off');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain select id from ${table}`);
    await client.query('rollback');
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index Cond: \(organization_id = ANY \(.*InitPlan 1/);
    expect(plan).not.toMatch(/SubPlan/);
  },
);

test('a report can be read by users as soon as it is made', async () => {
  const client = await database.connect();
  await client.query('begin');
  await client.query('create view reports.probe with (security_invoker = true) as select 1 as one');
  const { rows } = await client.query(`select has_table_privilege('authenticated', 'reports.probe', 'select') as users,
    has_table_privilege('anon', 'reports.probe', 'select') as anonymous`);
  await client.query('rollback');
  expect(rows).toEqual([{ users: true, anonymous: false }]);
});

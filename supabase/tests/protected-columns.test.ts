import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { insert, insertSchedule, scheduleOf } from './rows.ts';
import { useWorld } from './world.ts';

const world = useWorld();

const ofSchedules = {
  id: randomUUID(),
  organization_id: randomUUID(),
  owner_id: randomUUID(),
  next_run_at: '2026-01-01T00:00:00Z',
  planned_through: '2026-01-01T00:00:00Z',
  active_since: '2026-01-01T00:00:00Z',
  version: 7,
  status_reason: 'because',
  deleted_at: '2026-01-01T00:00:00Z',
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
};

test.each(Object.entries(ofSchedules))('not even the owner may change %s of a schedule', async (column, value) => {
  const id = await insertSchedule(world.database, world.organization, world.owner.id);
  const read = () => world.database.value(`select ${column} from scheduled_exports where id = $1`, [id]);
  const before = await read();
  const { error } = await world.owner.client
    .from('scheduled_exports')
    .update({ [column]: value })
    .eq('id', id);
  expect(error?.code).toBe('42501');
  expect(await read()).toEqual(before);
});

const { organization_id: _, ...ofNewSchedules } = ofSchedules;
test.each(Object.entries(ofNewSchedules))('nobody may set %s of a new schedule', async (column, value) => {
  const schedule = { ...scheduleOf(world.organization), [column]: value };
  const { error } = await world.owner.client.from('scheduled_exports').insert(schedule);
  expect(error?.code).toBe('42501');
});

test('a schedule belongs to whoever makes it, and is planned from now on', async () => {
  const { data } = await world.editor.client
    .from('scheduled_exports')
    .insert(scheduleOf(world.organization))
    .select('owner_id, status, version, next_run_at')
    .single();
  expect(data).toEqual({ owner_id: world.editor.id, status: 'active', version: 1, next_run_at: '-infinity' });
});

test.each([
  ['allow_outside_recipients', true],
  ['allowed_domains', ['example.com']],
  ['max_concurrent_runs', 100],
])('not even the owner may change %s of the organisation', async (column, value) => {
  const organizations = world.owner.client.from('organizations');
  const { error } = await organizations.update({ [column]: value }).eq('id', world.organization);
  expect(error?.code).toBe('42501');
});

test('nobody may make another organisation their home', async () => {
  const profiles = world.stranger.client.from('profiles');
  const { error } = await profiles.update({ home_organization_id: world.organization }).eq('id', world.stranger.id);
  expect(error?.code).toBe('42501');
});

test('of a notification a person changes only whether it was read', async () => {
  const id = await insert(world.database, 'notifications', {
    organization_id: world.organization,
    user_id: world.viewer.id,
    event: 'export_failed',
    title: 'An export failed',
    dedupe_key: randomUUID(),
  });
  const notifications = world.viewer.client.from('notifications');
  for (const change of [{ title: 'Nothing failed' }, { in_app: false }, { email_status: 'pending' }]) {
    const { error } = await notifications.update(change).eq('id', id);
    expect(error?.code).toBe('42501');
  }
});

test.each([
  ['export_runs', 'lease_token'],
  ['export_runs', 'turn'],
  ['export_files', 'lease_token'],
  ['export_files', 'path'],
  ['export_deliveries', 'lease_token'],
  ['export_deliveries', 'target'],
  ['notifications', 'lease_token'],
])('%s.%s stays out of sight', async (table, column) => {
  const { error } = await world.owner.client.from(table).select(column);
  expect(error?.code).toBe('42501');
});

test('the columns that users may write are exactly these', async () => {
  const rows = await world.database.query(`
    select c.relname || ' ' || privilege as what, string_agg(a.attname, ' ' order by a.attname) as columns
    from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      cross join unnest(array['insert', 'update']) privilege
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
      and has_column_privilege('authenticated', c.oid, a.attnum, privilege)
    group by 1 order by 1`);
  const schedule =
    'catch_up catch_up_window_hours columns compression ends_at file_name_template filters format format_options name ' +
    'on_holidays recurrence report_type row_limit secret_id sort starts_at status targets timezone when_empty when_unchanged';
  expect(Object.fromEntries(rows.map(({ what, columns }) => [what, columns]))).toEqual({
    'blackout_dates insert': 'ends_on name organization_id starts_on',
    'notification_settings insert': 'channels event organization_id',
    'notification_settings update': 'channels event organization_id',
    'notifications update': 'read_at',
    'organizations update': 'history_days holiday_country name on_owner_leaves retention_days timezone week_starts_on',
    'profiles update': 'display_name hour_cycle timezone',
    'scheduled_exports insert': [...schedule.split(' '), 'idempotency_key', 'organization_id'].sort().join(' '),
    'scheduled_exports update': schedule,
  });
});

import { expect, test } from 'vitest';
import { blackout, insert } from './rows.ts';
import { signUp, useWorld } from './world.ts';

const world = useWorld();

async function add(values: object): Promise<string | undefined> {
  const { error } = await world.admin.client
    .from('blackout_dates')
    .insert({ ...blackout(world.organization), ...values });
  return error?.code;
}

test.each<[string, object]>([
  ['without a visible character in its name', { name: ' ' }],
  ['with a line break in its name', { name: 'Closed\nfor good' }],
  ['that ends before it starts', { starts_on: '2027-02-02', ends_on: '2027-02-01' }],
  ['of more than a year', { starts_on: '2027-01-01', ends_on: '2028-01-02' }],
  ['at infinity', { starts_on: 'infinity', ends_on: 'infinity' }],
])('a blackout %s is refused', async (_what, values) => {
  expect(await add(values)).toMatch(/^(23514|22008)$/);
});

test('the same days are not listed twice', async () => {
  const days = { starts_on: '2029-05-01', ends_on: '2029-05-02' };
  expect(await add(days)).toBeUndefined();
  expect(await add({ ...days, name: 'Again' })).toBe('23505');
});

test('an organisation holds at most 500, counted when two are added at once', async () => {
  const { home } = await signUp(world.database, 'planner');
  await world.database.query(
    `insert into blackout_dates (organization_id, name, starts_on, ends_on)
     select $1, 'Closed', day::date, day::date from generate_series(date '2027-01-01', date '2027-01-01' + 498, '1 day') day`,
    [home],
  );
  const both = await Promise.allSettled(
    ['2030-01-01', '2030-01-02'].map((day) =>
      insert(world.database, 'blackout_dates', blackout(home, { starts_on: day, ends_on: day })),
    ),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(
    await world.database.value('select count(*)::int from blackout_dates where organization_id = $1', [home]),
  ).toBe(500);
});

test('what an admin adds and removes stands in the audit log', async () => {
  const { data } = await world.admin.client
    .from('blackout_dates')
    .insert(blackout(world.organization))
    .select('id')
    .single();
  await world.admin.client.from('blackout_dates').delete().eq('id', data?.id);
  const rows = await world.database.query(
    'select action, actor_id from audit_log where row_id = $1 order by sequence',
    [data?.id],
  );
  expect(rows).toEqual(['insert', 'delete'].map((action) => ({ action, actor_id: world.admin.id })));
});

import { describe, expect, inject, test } from 'vitest';
import { api, useDatabase } from './connections.ts';
import { insertSchedule } from './rows.ts';
import { type Person, signUp } from './world.ts';

const database = useDatabase();
const demo = 'de300000-0000-4000-8000-000000000001';
const join = async (person: Person) => await api('service').rpc('join_demo_organization', { user_id: person.id });
const exists = (organization: string) =>
  database.value<boolean>('select exists (select from organizations where id = $1)', [organization]);

async function standing(person: Person) {
  const { data } = await person.client.from('memberships').select('organization_id, role').eq('user_id', person.id);
  const home = await database.value('select home_organization_id from profiles where id = $1', [person.id]);
  return { home, memberships: data };
}

const joined = { home: demo, memberships: [{ organization_id: demo, role: 'owner' }] };

test('the demo organisation may send to anybody, in New York time, and has data', async () => {
  const [row] = await database.query(
    'select name, timezone, allow_outside_recipients from organizations where id = $1',
    [demo],
  );
  expect(row).toEqual({ name: 'Northwind', timezone: 'America/New_York', allow_outside_recipients: true });
  const count = 'select count(*)::int from reports.compliance_summary where organization_id = $1';
  expect(await database.value(count, [demo])).toBeGreaterThan(100);
});

test('its schedules belong to the demo user; none fires more often than daily', async () => {
  const rows = await database.query(
    `select s.recurrence, s.status from scheduled_exports s join auth.users u on u.id = s.owner_id
     where s.organization_id = $1 and u.email = $2 order by s.recurrence`,
    [demo, inject('local').demo.email],
  );
  expect(rows).toEqual([
    { recurrence: '0 6 * * 1', status: 'paused' },
    { recurrence: '0 6 1 1,4,7,10 *', status: 'active' },
    { recurrence: '0 9 * * 1', status: 'active' },
    { recurrence: '30 7 * * 1-5', status: 'active' },
  ]);
});

describe('whoever joins', () => {
  test('owns the demo organisation instead of their empty personal one', async () => {
    const person = await signUp(database, 'joiner');
    expect((await join(person)).error).toBeNull();
    expect(await standing(person)).toEqual(joined);
    expect(await exists(person.home)).toBe(false);
  });

  test('twice has joined once, and brings no further schedules', async () => {
    const person = await signUp(database, 'twice');
    const count = 'select count(*) from scheduled_exports where organization_id = $1';
    const before = await database.value(count, [demo]);
    await join(person);
    await join(person);
    expect(await standing(person)).toEqual(joined);
    expect(await database.value(count, [demo])).toBe(before);
  });

  test('keeps a personal organisation in which there is something', async () => {
    const person = await signUp(database, 'keeper');
    await insertSchedule(database, person.home, person.id);
    expect((await join(person)).error).toBeNull();
    expect(await exists(person.home)).toBe(true);
    expect((await standing(person)).home).toBe(demo);
  });
});

test('nobody can let themselves in', async () => {
  const person = await signUp(database, 'outsider');
  for (const client of [person.client, api('anonymous')]) {
    expect((await client.rpc('join_demo_organization', { user_id: person.id })).error?.code).toBe('42501');
  }
  expect((await standing(person)).home).toBe(person.home);
});

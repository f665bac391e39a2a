import { beforeEach, describe, expect, test } from 'vitest';
import { insertRun, insertSchedule } from './rows.ts';
import { addMember, type MemberRole, type Person, signUp, useWorld } from './world.ts';

const world = useWorld();
const { database } = world;

let leaver: Person;
let id: string;
beforeEach(async () => {
  leaver = await newMember('leaver', 'editor');
  id = await insertSchedule(database, world.organization, leaver.id);
  await database.query(`update organizations set on_owner_leaves = 'transfer' where id = $1`, [world.organization]);
});

async function newMember(name: string, role: MemberRole): Promise<Person> {
  const person = await signUp(database, name);
  await addMember(world, person, role);
  return person;
}

const remove = async (person: Person, organization: string) =>
  await database.query('delete from memberships where user_id = $1 and organization_id = $2', [
    person.id,
    organization,
  ]);

async function schedule(): Promise<Record<string, unknown>> {
  const sql = 'select owner_id, status, status_reason from scheduled_exports where id = $1';
  const [row] = await database.query(sql, [id]);
  return row ?? {};
}

test('schedules of a member who is removed go to the owner of the organisation', async () => {
  await remove(leaver, world.organization);
  expect(await schedule()).toEqual({ owner_id: world.owner.id, status: 'active', status_reason: null });
});

test('schedules of a member who deletes their account go to the owner, too', async () => {
  await database.query('delete from auth.users where id = $1', [leaver.id]);
  expect(await schedule()).toEqual({ owner_id: world.owner.id, status: 'active', status_reason: null });
});

test('where the organisation says so they are paused instead, and their queue is cancelled', async () => {
  await database.query(`update organizations set on_owner_leaves = 'pause' where id = $1`, [world.organization]);
  const run = await insertRun(database, id, 'queued');
  await remove(leaver, world.organization);
  expect(await schedule()).toEqual({ owner_id: leaver.id, status: 'paused', status_reason: 'owner_left' });
  expect(await database.value('select status from export_runs where id = $1', [run])).toBe('cancelled');
});

describe('when nobody is left who could take over', () => {
  beforeEach(async () => {
    id = await insertSchedule(database, leaver.home, leaver.id);
  });

  test('schedules are paused', async () => {
    await remove(leaver, leaver.home);
    expect(await schedule()).toEqual({ owner_id: leaver.id, status: 'paused', status_reason: 'owner_left' });
  });

  test('schedules of an account that is deleted are paused and stay for their history', async () => {
    await database.query('delete from auth.users where id = $1', [leaver.id]);
    expect(await schedule()).toEqual({ owner_id: null, status: 'paused', status_reason: 'owner_left' });
  });
});

test('an admin takes over before nobody does, and other schedules stay as they are', async () => {
  const admin = await newMember('only-admin', 'admin');
  await database.query('insert into memberships (organization_id, user_id, role) values ($1, $2, $3)', [
    leaver.home,
    admin.id,
    'admin',
  ]);
  const other = await insertSchedule(database, leaver.home, admin.id);
  id = await insertSchedule(database, leaver.home, leaver.id);
  await remove(leaver, leaver.home);
  expect(await schedule()).toMatchObject({ owner_id: admin.id, status: 'active' });
  expect(await database.value('select version from scheduled_exports where id = $1', [other])).toBe(1);
});

test('whoever left sees nothing of the organisation any more, and changes nothing', async () => {
  await database.query(`update organizations set on_owner_leaves = 'pause' where id = $1`, [world.organization]);
  await remove(leaver, world.organization);
  const schedules = leaver.client.from('scheduled_exports');
  expect((await schedules.select('id')).data).toEqual([]);
  expect((await schedules.update({ status: 'active' }).eq('id', id).select('id')).data).toEqual([]);
  expect((await leaver.client.from('organizations').select('id')).data).toEqual([{ id: leaver.home }]);
});

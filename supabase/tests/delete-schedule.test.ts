import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { api } from './connections.ts';
import { insertSchedule } from './rows.ts';
import { type Person, useWorld } from './world.ts';

const world = useWorld();
const scheduleOf = (owner: Person) => insertSchedule(world.database, world.organization, owner.id);
const isDeleted = (id: string) =>
  world.database.value<boolean>('select deleted_at is not null from scheduled_exports where id = $1', [id]);

async function remove(person: Person, id: string, expected_version?: number): Promise<string | undefined> {
  const { error } = await person.client.rpc('delete_scheduled_export', {
    id,
    ...(expected_version && { expected_version }),
  });
  return error?.code;
}

test.each([
  ['owner', 'editor'],
  ['admin', 'owner'],
  ['editor', 'editor'],
] as const)('the %s may delete a schedule of the %s', async (who, whose) => {
  const id = await scheduleOf(world[whose]);
  expect(await remove(world[who], id)).toBeUndefined();
  expect(await isDeleted(id)).toBe(true);
});

test.each([
  ['editor', 'owner', '42501'],
  ['viewer', 'owner', '42501'],
  ['viewer', 'viewer', '42501'],
  ['stranger', 'owner', 'SX404'],
  ['stranger', 'stranger', 'SX404'],
] as const)('the %s may not delete a schedule of the %s: %s', async (who, whose, code) => {
  const id = await scheduleOf(world[whose]);
  expect(await remove(world[who], id)).toBe(code);
  expect(await isDeleted(id)).toBe(false);
});

test('the function is not there for the anonymous', async () => {
  const id = await scheduleOf(world.owner);
  const { error } = await api('anonymous').rpc('delete_scheduled_export', { id });
  expect(error?.code).toBe('42501');
  expect(await isDeleted(id)).toBe(false);
});

test('a schedule that changed meanwhile is not deleted', async () => {
  const id = await scheduleOf(world.owner);
  await world.admin.client.from('scheduled_exports').update({ name: 'Changed' }).eq('id', id);
  expect(await remove(world.owner, id, 1)).toBe('SX412');
  expect(await isDeleted(id)).toBe(false);
  expect(await remove(world.owner, id, 2)).toBeUndefined();
});

test('what is deleted is gone for people, and cannot be deleted twice', async () => {
  const id = await scheduleOf(world.owner);
  await remove(world.owner, id);
  expect((await world.owner.client.from('scheduled_exports').select('id').eq('id', id)).data).toEqual([]);
  expect((await world.owner.client.from('scheduled_export_overviews').select('id').eq('id', id)).data).toEqual([]);
  expect(await remove(world.owner, id)).toBe('SX404');
  expect(await remove(world.owner, randomUUID())).toBe('SX404');
});

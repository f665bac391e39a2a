import { describe, expect, test } from 'vitest';
import { insertSchedule, scheduleOf } from './rows.ts';
import { type Person, useWorld } from './world.ts';

const world = useWorld();
const { database } = world;

const create = (person: Person, values: Record<string, unknown> = {}) =>
  person.client.rpc('create_secret', {
    organization_id: world.organization,
    ciphertext: 'sealed',
    key_id: 'k1',
    ...values,
  });

async function secretOf(person: Person): Promise<string> {
  const { data, error } = await create(person);
  expect(error).toBeNull();
  return data;
}

describe('a secret', () => {
  test('is kept for those who may edit schedules, and for nobody else', async () => {
    const codes: Record<string, string | undefined> = {};
    for (const role of ['owner', 'admin', 'editor', 'viewer', 'stranger'] as const) {
      codes[role] = (await create(world[role])).error?.code;
    }
    expect(codes).toEqual({
      ...{ owner: undefined, admin: undefined, editor: undefined },
      ...{ viewer: '42501', stranger: '42501' },
    });
  });

  test('has bounds', async () => {
    for (const values of [{ ciphertext: 'x'.repeat(4097) }, { ciphertext: '' }, { ciphertext: null }, { key_id: '' }]) {
      expect((await create(world.editor, values)).error?.code).toBe('SX422');
    }
  });

  test('names who gave it, and is masked in the audit log', async () => {
    const id = await secretOf(world.editor);
    expect(await database.query('select created_by, ciphertext from secrets where id = $1', [id])).toEqual([
      { created_by: world.editor.id, ciphertext: 'sealed' },
    ]);
    const [entry] = await database.query('select actor_id, after from audit_log where row_id = $1', [id]);
    expect(entry).toMatchObject({ actor_id: world.editor.id, after: { ciphertext: '***' } });
    expect(JSON.stringify(entry)).not.toContain('sealed');
  });
});

describe('a schedule', () => {
  const insert = (person: Person, values: Record<string, unknown>) =>
    person.client
      .from('scheduled_exports')
      .insert(scheduleOf(world.organization, values))
      .select('id, secret_id')
      .single();

  test('takes a password of its maker, in a zip archive only', async () => {
    const secret_id = await secretOf(world.editor);
    expect((await insert(world.editor, { compression: 'zip', secret_id })).data).toMatchObject({ secret_id });
    expect((await insert(world.editor, { compression: 'gzip', secret_id })).error?.code).toBe('23514');
    expect((await insert(world.editor, { secret_id })).error?.code).toBe('23514');
  });

  test('takes no password that somebody else gave, nor one of another organisation', async () => {
    const secret_id = await secretOf(world.owner);
    expect((await insert(world.editor, { compression: 'zip', secret_id })).error?.code).toBe('SX422');
    const other = await world.stranger.client.rpc('create_secret', {
      ...{ organization_id: world.stranger.home, ciphertext: 'theirs', key_id: 'k1' },
    });
    expect((await insert(world.editor, { compression: 'zip', secret_id: other.data })).error?.code).toBe('SX422');
    const id = await insertSchedule(database, world.organization, world.owner.id);
    const change = { compression: 'zip', secret_id: other.data };
    expect((await world.owner.client.from('scheduled_exports').update(change).eq('id', id)).error?.code).toBe('SX422');
    // Not even the service joins two organisations.
    await expect(
      database.query(`update scheduled_exports set compression = 'zip', secret_id = $2 where id = $1`, [
        id,
        other.data,
      ]),
    ).rejects.toThrow(/foreign key/);
  });

  test('keeps its password when an admin changes something else, and cannot lose it', async () => {
    const secret_id = await secretOf(world.editor);
    const { data } = await insert(world.editor, { compression: 'zip', secret_id });
    const rows = world.admin.client.from('scheduled_exports');
    expect((await rows.update({ name: 'By an admin', secret_id }).eq('id', data?.id)).error).toBeNull();
    await expect(database.query('delete from secrets where id = $1', [secret_id])).rejects.toThrow(/foreign key/);
  });

  test('has a known compression, and a template of one line', async () => {
    expect((await insert(world.editor, { compression: 'rar' })).error?.code).toBe('23514');
    expect((await insert(world.editor, { file_name_template: 'a\nb' })).error?.code).toBe('23514');
    expect((await insert(world.editor, { file_name_template: '{report}' })).error).toBeNull();
  });

  test('has the audit log say that its formula guard was turned off', async () => {
    const id = await insertSchedule(database, world.organization, world.owner.id);
    const off = { format_options: { formula_guard: false } };
    await world.owner.client.from('scheduled_exports').update(off).eq('id', id);
    const [entry] = await database.query(
      'select actor_id, before, after from audit_log where row_id = $1 order by sequence desc',
      [id],
    );
    expect(entry).toMatchObject({ actor_id: world.owner.id, before: { format_options: {} }, after: off });
  });
});

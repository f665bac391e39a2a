import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { actAs, api } from './connections.ts';
import { insert, insertSchedule } from './rows.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const { database } = world;
const schedule = () => insertSchedule(database, world.organization, world.owner.id);

async function newest(rowId: string): Promise<Record<string, unknown>> {
  const [row] = await database.query('select * from audit_log where row_id = $1 order by sequence desc limit 1', [
    rowId,
  ]);
  return row ?? {};
}

const rename = `update scheduled_exports set name = 'Renamed' || clock_timestamp() where id = $1`;

/** Runs statements in one transaction of a fresh connection. */
async function transaction(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = await database.connect();
  await client.query('begin');
  await work(client);
  await client.query('commit');
}

describe('an entry', () => {
  test('names the user who acted through the API, with what changed', async () => {
    const id = await schedule();
    await world.admin.client.from('scheduled_exports').update({ name: 'New name', row_limit: 5 }).eq('id', id);
    expect(await newest(id)).toMatchObject({
      organization_id: world.organization,
      actor_type: 'user',
      actor_id: world.admin.id,
      actor_label: world.admin.email,
      action: 'update',
      table_name: 'scheduled_exports',
      before: { name: 'US compliance summary', row_limit: null },
      after: { name: 'New name', row_limit: 5 },
    });
  });

  test('names the user who deleted through the function', async () => {
    const id = await schedule();
    await world.owner.client.rpc('delete_scheduled_export', { id });
    expect(await newest(id)).toMatchObject({ actor_id: world.owner.id, before: { deleted_at: null } });
  });

  test('names the process that a service transaction says', async () => {
    const id = await schedule();
    await transaction(async (client) => {
      await client.query(
        `select set_config('app.actor', 'worker', true), set_config('app.request_id', 'tick-7', true)`,
      );
      await client.query(rename, [id]);
    });
    expect(await newest(id)).toMatchObject({ actor_type: 'system', actor_label: 'worker', request_id: 'tick-7' });
  });

  test('names the user for whom a service transaction acts', async () => {
    const id = await schedule();
    await transaction(async (client) => {
      await client.query(`select set_config('app.actor', $1, true)`, [`user:${world.editor.id}`]);
      await client.query(rename, [id]);
    });
    expect(await newest(id)).toMatchObject({
      actor_type: 'user',
      actor_id: world.editor.id,
      actor_label: world.editor.email,
    });
  });

  test('names the database role where nothing else is known', async () => {
    const id = await schedule();
    await database.query(rename, [id]);
    expect(await newest(id)).toMatchObject({ actor_type: 'system', actor_label: 'database role postgres' });
    await api('service').from('scheduled_exports').update({ name: 'By key' }).eq('id', id);
    expect(await newest(id)).toMatchObject({ actor_type: 'system', actor_label: 'database role service_role' });
  });

  test('is not written for planning, or for a change that changes nothing', async () => {
    const id = await schedule();
    const before = await newest(id);
    await database.query('update scheduled_exports set next_run_at = now(), planned_through = now() where id = $1', [
      id,
    ]);
    await database.query('update scheduled_exports set name = name where id = $1', [id]);
    expect(await newest(id)).toEqual(before);
  });

  test('does not outlive a change that was taken back', async () => {
    const id = await schedule();
    const before = await newest(id);
    const client = await database.connect();
    await client.query('begin');
    await client.query(rename, [id]);
    await client.query('rollback');
    expect(await newest(id)).toEqual(before);
  });

  test('tells that a secret changed, but not to what', async () => {
    const id = await insert(database, 'secrets', {
      organization_id: world.organization,
      ciphertext: 'first-value',
      key_id: 'k1',
    });
    await database.query(`update secrets set ciphertext = 'second-value' where id = $1`, [id]);
    expect(await newest(id)).toMatchObject({ before: { ciphertext: '***' }, after: { ciphertext: '***' } });
    expect(
      await database.value(
        `select count(*)::int from audit_log where row_id = $1 and
      (before::text like '%-value%' or after::text like '%-value%')`,
        [id],
      ),
    ).toBe(0);
  });
});

describe('a user who reaches SQL', () => {
  const forged = `user:00000000-0000-4000-8000-000000000000`;

  test('cannot act as somebody else by a setting of their transaction', async () => {
    const id = await schedule();
    await transaction(async (client) => {
      await actAs(client, world.owner.id);
      await client.query(`select set_config('app.actor', $1, true)`, [forged]);
      await client.query(rename, [id]);
    });
    expect(await newest(id)).toMatchObject({ actor_type: 'user', actor_id: world.owner.id });
  });

  test('cannot do so through a definer function either', async () => {
    const id = await schedule();
    await transaction(async (client) => {
      await actAs(client, world.owner.id);
      await client.query(`select set_config('app.actor', 'worker', true), public.delete_scheduled_export($1)`, [id]);
    });
    expect(await newest(id)).toMatchObject({ actor_type: 'user', actor_id: world.owner.id });
  });

  test('is not taken for the service where a definer function acts for them without a session', async () => {
    const client = await database.connect();
    await client.query('begin');
    await client.query(`
      create function public.probe() returns void language sql security definer set search_path = ''
        as $$ select private.record_audit(null, 'probe', 'probe', null) $$;
      grant execute on function public.probe to authenticated`);
    await client.query('set local role authenticated');
    await client.query(`select set_config('app.actor', $1, true), public.probe()`, [forged]);
    await client.query('reset role');
    const { rows } = await client.query(`select actor_type, actor_label from audit_log where action = 'probe'`);
    await client.query('rollback');
    expect(rows).toEqual([{ actor_type: 'system', actor_label: 'database role authenticated' }]);
  });

  test('changes nothing once they have dropped who they are', async () => {
    const id = await schedule();
    await transaction(async (client) => {
      await actAs(client, world.owner.id);
      await client.query(
        `select set_config('request.jwt.claims', '', true), set_config('request.jwt.claim.sub', '', true)`,
      );
      await client.query(`select set_config('app.actor', $1, true)`, [forged]);
      expect((await client.query(rename, [id])).rowCount).toBe(0);
      await expect(client.query('select public.delete_scheduled_export($1)', [id])).rejects.toMatchObject({
        code: 'SX404',
      });
    });
  });

  test('cannot write an entry', async () => {
    const client = await database.connect();
    const statements = [
      `select private.record_audit('${world.organization}', 'download', 'export_files', null)`,
      `insert into audit_log (actor_type, actor_label, action, table_name) values ('system', 'x', 'x', 'x')`,
      `select private.purge_audit_log('2020-01-01Z')`,
    ];
    for (const statement of statements) {
      await client.query('begin');
      await actAs(client, world.owner.id);
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
      await client.query('rollback');
    }
  });
});

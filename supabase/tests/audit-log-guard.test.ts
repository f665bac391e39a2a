import { describe, expect, test } from 'vitest';
import { api } from './connections.ts';
import { insert } from './rows.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const { database } = world;

describe('the log cannot be changed', () => {
  const statements = [
    `update audit_log set actor_label = 'nobody'`,
    `update audit_log set actor_label = 'nobody' where false`,
    'delete from audit_log',
    'delete from audit_log where false',
    'truncate audit_log',
  ];
  const roles = ['anon', 'authenticated', 'service_role', 'postgres'];
  test.each(roles.flatMap((role) => statements.map((statement) => [role, statement])))(
    '%s: %s',
    async (role, statement) => {
      const client = await database.connect();
      const count = await database.value('select count(*) from audit_log');
      await client.query('begin');
      await client.query(`set local role ${role}`);
      await expect(client.query(statement ?? '')).rejects.toMatchObject({ code: '42501' });
      await client.query('rollback');
      expect(Number(await database.value('select count(*) from audit_log'))).toBeGreaterThanOrEqual(Number(count));
    },
  );

  test('through the API, with any key', async () => {
    for (const client of [api('anonymous'), world.owner.client, api('service')]) {
      const log = client.from('audit_log');
      const all = '00000000-0000-4000-8000-000000000000';
      expect((await log.update({ actor_label: 'nobody' }).neq('id', all)).error?.code).toBe('42501');
      expect((await log.delete().neq('id', all)).error?.code).toBe('42501');
    }
  });
});

describe('retention', () => {
  const old = () =>
    insert(database, 'audit_log', {
      occurred_at: new Date(Date.now() - 100 * 86_400_000),
      actor_type: 'system',
      actor_label: 'test',
      action: 'insert',
      table_name: 'nothing',
    });
  const exists = (id: string) => database.value<boolean>('select exists (select from audit_log where id = $1)', [id]);

  test('removes what is older than asked, and records that it did', async () => {
    const id = await old();
    const client = await database.connect();
    await client.query('begin');
    await client.query('set local role service_role');
    await client.query(`select set_config('app.actor', 'housekeeping', true)`);
    const { rows } = await client.query<{ removed: string }>(
      `select private.purge_audit_log(now() - interval '95 days') as removed`,
    );
    await client.query('commit');
    expect(Number(rows[0]?.removed)).toBeGreaterThanOrEqual(1);
    expect(await exists(id)).toBe(false);
    const [entry] = await database.query(
      `select * from audit_log where action = 'purge' order by sequence desc limit 1`,
    );
    expect(entry).toMatchObject({ actor_label: 'housekeeping', after: { removed: Number(rows[0]?.removed) } });
  });

  test('keeps 90 days whatever is asked', async () => {
    const recent = `select private.purge_audit_log(now() - interval '89 days')`;
    await expect(database.query(recent)).rejects.toMatchObject({ code: '22023' });
  });

  test('leaves the log locked for the rest of its transaction', async () => {
    const id = await old();
    const client = await database.connect();
    await client.query('begin');
    await client.query(`select private.purge_audit_log(now() - interval '200 days')`);
    await expect(client.query('delete from audit_log where id = $1', [id])).rejects.toMatchObject({ code: '42501' });
    await client.query('rollback');
    expect(await exists(id)).toBe(true);
  });
});

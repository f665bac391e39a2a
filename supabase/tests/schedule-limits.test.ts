import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { actAs, untilBlocking } from './connections.ts';
import { insertSchedule, scheduleOf } from './rows.ts';
import { signUp, useWorld } from './world.ts';

const world = useWorld();

async function create(values: object): Promise<string | undefined> {
  const { error } = await world.editor.client
    .from('scheduled_exports')
    .insert({ ...scheduleOf(world.organization), ...values });
  return error?.code;
}

const refused = '23514';
const mail = (...to: unknown[]) => ({ targets: [{ method: 'email', to }] });
const many = (count: number) => Array.from({ length: count }, (_, index) => `person-${index}@example.com`);

test.each<[string, object]>([
  ['a name without a visible character', { name: '  ' }],
  ['a name with a line break', { name: 'Report\r\nBcc: everyone@example.com' }],
  ['a name of 121 characters', { name: 'x'.repeat(121) }],
  ['a report type that is no name of a view', { report_type: 'x; drop table users' }],
  ['filters that are a list', { filters: [] }],
  ['filters of 20 KB', { filters: { region: Array.from({ length: 2000 }, (_, index) => `region ${index}`) } }],
  ['an empty list of columns', { columns: '{}' }],
  ['no row at all', { row_limit: 0 }],
  ['an abbreviation as zone', { timezone: 'EST' }],
  ['a POSIX rule as zone', { timezone: 'Made/Up+3' }],
  ['a zone that does not exist', { timezone: 'Mars/Olympus' }],
  ['a start at infinity', { starts_at: 'infinity' }],
  ['an end before the start', { starts_at: '2026-02-01T00:00:00Z', ends_at: '2026-01-01T00:00:00Z' }],
  ['an unknown catch-up policy', { catch_up: 'sometimes' }],
  ['a catch-up window of 31 days', { catch_up_window_hours: 744 }],
  ['no target', { targets: [] }],
  ['eleven targets', { targets: Array(11).fill({ method: 'download' }) }],
  ['targets that are no list', { targets: { method: 'download' } }],
  ['a target without a method', { targets: [{ to: ['a@example.com'] }] }],
  ['mail to nobody', mail()],
  ['mail without recipients', { targets: [{ method: 'email' }] }],
  ['mail to 101 recipients', mail(...many(101))],
  ['mail to a number', mail(1)],
  ['mail to a name with an address', mail('Ann <ann@example.com>')],
  ['mail to two addresses in one', mail('ann@evil.example,bob@example.com')],
  ['mail to a quoted local part', mail('"ann@evil.example"@example.com')],
  ['mail to an address with a line break', mail('ann@example.com\r\nBcc: all@example.com')],
])('a schedule with %s is refused', async (_what, values) => {
  expect(await create(values)).toBe(refused);
});

test.each(['America/Argentina/Buenos_Aires', 'America/Port-au-Prince', 'Etc/GMT+5', 'US/Eastern', 'UTC'])(
  'the zone %s is taken',
  async (timezone) => {
    expect(await create({ timezone })).toBeUndefined();
  },
);

describe('in an organisation that sends only to its own', () => {
  test.each([
    ['a stranger', 'somebody@elsewhere.example'],
    ['a stranger at a subdomain of an allowed domain', 'somebody@mail.partner.example'],
    ['a stranger whose domain ends like an allowed one', 'somebody@notpartner.example'],
  ])('mail to %s is refused, also by a change', async (_who, address) => {
    await world.database.query(`update organizations set allowed_domains = '{partner.example}' where id = $1`, [
      world.organization,
    ]);
    expect(await create(mail(world.editor.email, address))).toBe('SX422');
    const id = await insertSchedule(world.database, world.organization, world.editor.id);
    const { error } = await world.editor.client.from('scheduled_exports').update(mail(address)).eq('id', id);
    expect(error).toMatchObject({ code: 'SX422', details: 'targets', message: expect.stringContaining(address) });
  });

  test('mail to members and allowed domains is taken', async () => {
    await world.database.query(`update organizations set allowed_domains = '{partner.example}' where id = $1`, [
      world.organization,
    ]);
    expect(await create(mail(world.viewer.email.toUpperCase(), 'Anyone@Partner.example'))).toBeUndefined();
  });

  test('strangers do not learn from the answer who is a member', async () => {
    const probe = async (address: string) => {
      const { error } = await world.stranger.client
        .from('scheduled_exports')
        .insert({ ...scheduleOf(world.organization), ...mail(address) });
      return error;
    };
    const member = await probe(world.owner.email);
    expect(member?.code).toBe('42501');
    expect(await probe('nobody@example.com')).toEqual(member);
  });
});

test('mail to 100 recipients anywhere is taken where the operator allows it', async () => {
  const person = await signUp(world.database, 'allowed');
  await world.database.query('update organizations set allow_outside_recipients = true where id = $1', [person.home]);
  const { error } = await person.client
    .from('scheduled_exports')
    .insert({ ...scheduleOf(person.home), ...mail(...many(100)) });
  expect(error).toBeNull();
});

test('an organisation holds 1,000 schedules, and two people at once do not make 1,001', async () => {
  const person = await signUp(world.database, 'busy');
  const one = await insertSchedule(world.database, person.home, person.id);
  const copied = 'organization_id, owner_id, name, report_type, format, recurrence, targets';
  await world.database.query(
    `insert into scheduled_exports (${copied})
     select ${copied} from scheduled_exports, generate_series(1, 998) where id = $1`,
    [one],
  );
  const add = async (client: pg.Client) => {
    const columns = 'organization_id, name, report_type, format, recurrence, targets';
    const values = [person.home, '[{"method": "download"}]'];
    await client.query('begin');
    await actAs(client, person.id);
    const sql = `insert into scheduled_exports (${columns}) values ($1, 'One more', 'open_findings', 'csv', '0 9 * * *', $2)`;
    await client.query(sql, values);
  };
  const [first, second] = [await world.database.connect(), await world.database.connect()];
  await add(first);
  const another = add(second).catch((error: { code: string }) => error.code);
  await untilBlocking(first, another);
  await first.query('commit');
  expect(await another).toBe('SX422');
  await second.query('rollback');

  const throughApi = async () =>
    (await person.client.from('scheduled_exports').insert(scheduleOf(person.home))).error?.code;
  expect(await throughApi()).toBe('SX422');
  await person.client.rpc('delete_scheduled_export', { id: one });
  expect(await throughApi()).toBeUndefined();
});

test('a key of idempotency makes one schedule per organisation', async () => {
  expect(await create({ idempotency_key: 'k-1' })).toBeUndefined();
  expect(await create({ idempotency_key: 'k-1' })).toBe('23505');
});

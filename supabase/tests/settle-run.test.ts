import { expect, test } from 'vitest';
import { untilBlocking } from './connections.ts';
import { insertDelivering, insertRun, insertSchedule } from './rows.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const { database } = world;
const delivering = async (statuses: string[]) =>
  await insertDelivering(database, await insertSchedule(database, world.organization, world.owner.id), statuses);

const settle = (run: string) => database.value<string | null>('select private.settle_run($1)', [run]);
const finish = `update export_deliveries set status = $2, lease_token = null where id = $1`;

test.each([
  [['sent', 'sent'], 'succeeded'],
  [['sent', 'suppressed'], 'succeeded'],
  [['sent', 'failed'], 'partially_delivered'],
  [['sent', 'bounced'], 'partially_delivered'],
  [['sent', 'cancelled'], 'partially_delivered'],
  [['failed', 'bounced'], 'failed'],
  [['failed', 'cancelled'], 'failed'],
  [['cancelled', 'cancelled'], 'cancelled'],
  [['sent', 'pending'], null],
  [['failed', 'sending'], null],
])('deliveries that are %j make the run %s', async (statuses, expected) => {
  const { run } = await delivering(statuses);
  expect(await settle(run)).toBe(expected);
  const [row] = await database.query('select status, finished_at is not null as over from export_runs where id = $1', [
    run,
  ]);
  expect(row).toEqual({ status: expected ?? 'delivering', over: expected !== null });
});

test('a run that failed tells the error of its delivery', async () => {
  const { run, deliveries } = await delivering(['sent', 'failed']);
  const sql = `update export_deliveries set error_code = 'mailbox_full', error_message = 'Full.' where id = $1`;
  await database.query(sql, [deliveries[1]]);
  await settle(run);
  const [row] = await database.query('select error_code, error_message from export_runs where id = $1', [run]);
  expect(row).toEqual({ error_code: 'mailbox_full', error_message: 'Full.' });
});

test.each(['queued', 'running', 'succeeded', 'cancelled'])('a run that is %s is left as it is', async (status) => {
  const schedule = await insertSchedule(database, world.organization, world.owner.id);
  const run = await insertRun(database, schedule, status);
  expect(await settle(run)).toBeNull();
  expect(await database.value('select status from export_runs where id = $1', [run])).toBe(status);
});

test('of two deliveries that end in transactions side by side, the later one settles the run', async () => {
  const { run, deliveries } = await delivering(['sending', 'sending']);
  const [first, second] = [await database.connect(), await database.connect()];
  await first.query('begin');
  await second.query('begin');
  await first.query(finish, [deliveries[0], 'sent']);
  await second.query(finish, [deliveries[1], 'sent']);
  const early = await first.query('select private.settle_run($1) as final', [run]);
  expect(early.rows).toEqual([{ final: null }]);
  const late = second.query('select private.settle_run($1) as final', [run]);
  await untilBlocking(first, late);
  await first.query('commit');
  expect((await late).rows).toEqual([{ final: 'succeeded' }]);
  await second.query('commit');
});

test('of 24 deliveries that end at once exactly one settles the run', async () => {
  const { run, deliveries } = await delivering(Array(24).fill('sending'));
  const clients = await Promise.all(Array.from({ length: 8 }, () => database.connect()));
  const finals = await Promise.all(
    clients.map(async (client, index) => {
      const answers: unknown[] = [];
      for (const delivery of deliveries.filter((_, place) => place % clients.length === index)) {
        await client.query('begin');
        await client.query(finish, [delivery, index === 0 ? 'failed' : 'sent']);
        const { rows } = await client.query<{ final: string | null }>('select private.settle_run($1) as final', [run]);
        await client.query('commit');
        answers.push(rows[0]?.final);
      }
      return answers;
    }),
  );
  expect(finals.flat().filter((final) => final !== null)).toEqual(['partially_delivered']);
});

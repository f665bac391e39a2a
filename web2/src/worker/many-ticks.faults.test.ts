import { afterEach, expect, inject, it } from 'vitest';
import { expectPromisesKept, finish } from '#test/promises';
import { seeds } from '#test/seed';
import { ONCE } from '#test/some-schedules';
import { DAY_1, useWorld } from '#test/worker-world';
import { createDatabase, type Database } from '@/lib/db';

const world = useWorld();
/** 50 ticks over 1,000 schedules when the whole suite is played, else a tenth. */
const whole = seeds().length >= 50;
const TICKS = whole ? 50 : 20;
const SCHEDULES = whole ? 1000 : 100;

const databases: Database[] = [];
afterEach(async () => {
  await Promise.all(databases.splice(0).map((each) => each.close()));
});

async function dueSchedules(): Promise<void> {
  for (let number = 1; number <= SCHEDULES; number++) {
    await world.schedule({ ...ONCE, name: `Items ${number}`, targets: to(`r${number}@x.example`, `all@x.example`) });
  }
}

const to = (...addresses: string[]) => JSON.stringify([{ method: 'email', to: addresses }]);

/** Each recipient got each file once, and everything worked. */
async function expectAllDelivered(): Promise<void> {
  await expectPromisesKept(world, { occurrences: SCHEDULES });
  expect(await world.rows('select status, count(*) from export_runs group by status')).toEqual([
    { status: 'succeeded', count: SCHEDULES },
  ]);
  expect(await world.rows('select from export_deliveries where attempt > 1')).toEqual([]);
  expect(world.smtp.received).toHaveLength(2 * SCHEDULES);
}

it(`${TICKS} calls of the route at once, over ${SCHEDULES} due schedules, make one run and one mail to each of every one`, async () => {
  await dueSchedules();
  const { app_url, cron_secret } = inject('local');
  const call = () =>
    fetch(`${app_url}/api/scheduled-exports/process`, {
      method: 'POST',
      headers: { authorization: `Bearer ${cron_secret}` },
    });
  const answers = await Promise.all(Array.from({ length: TICKS }, call));
  expect(answers.map(({ status }) => status)).toEqual(Array(TICKS).fill(200));
  const results = await Promise.all(answers.map((answer) => answer.json()));
  const total = (field: string) => results.reduce((sum, result) => sum + result[field], 0);
  expect({ planned: total('planned'), claimed: total('claimed'), delivered: total('delivered') }).toEqual({
    planned: SCHEDULES,
    claimed: SCHEDULES,
    delivered: 2 * SCHEDULES,
  });
  await expectAllDelivered();
}, 900_000);

it(`${TICKS} ticks at once in eight processes' worth of connections do the same`, async () => {
  await dueSchedules();
  const url = inject('local').database_url;
  for (let count = 0; count < 8; count++) {
    databases.push(createDatabase({ url, sessionUrl: url, max: 4, prepare: true, onError: () => undefined }));
  }
  await Promise.all(
    Array.from({ length: TICKS }, (_, index) => world.tick({ now: DAY_1, db: databases[index % 8] as Database })),
  );
  await finish(world);
  await expectAllDelivered();
}, 900_000);

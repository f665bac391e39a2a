import { describe, expect, it } from 'vitest';
import { planOnly } from '#test/worker-steps';
import { DAY_1, day, until, useWorld } from '#test/worker-world';
import { createDatabase } from '@/lib/db';

const world = useWorld();

it('plans, runs, delivers and records an occurrence in one tick', async () => {
  const id = await world.schedule();
  const result = await world.tick({ now: DAY_1 });
  expect(result).toMatchObject({ planned: 1, claimed: 1, succeeded: 1, delivered: 1, failed: 0, remaining: 0 });
  expect(await world.run(id)).toMatchObject({ status: 'succeeded', scheduled_for: DAY_1, attempt: 1, missed_count: 0 });
  expect(world.smtp.received.map(({ to }) => to)).toEqual([['ana@x.example']]);
});

it('makes one run and one mail of each occurrence when 20 ticks come at once, each with connections of its own', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `Job ${index}`);
  for (const name of names) await world.schedule({ name });
  const url = world.databaseUrl;
  const onError = () => undefined;
  const databases = names
    .concat(Array(8).fill(''))
    .map(() => createDatabase({ url, sessionUrl: url, max: 2, prepare: true, onError }));
  try {
    const results = await Promise.all(databases.map((db) => world.tick({ db, now: DAY_1, concurrency: 1 })));
    expect(sum(results.map(({ planned }) => planned))).toBe(12);
    expect(sum(results.map(({ delivered }) => delivered))).toBe(12);
  } finally {
    await Promise.all(databases.map((db) => db.close()));
  }
  await world.tick({ now: DAY_1 }); // what the last of them left to be settled
  expect(await world.rows('select status, attempt from export_runs')).toEqual(
    Array(12).fill({ status: 'succeeded', attempt: 1 }),
  );
  expect(world.smtp.received).toHaveLength(12);
});

it('loses no occurrence when a tick dies between making the run and moving the cursor', async () => {
  const id = await world.schedule();
  const holder = await world.pool.connect();
  try {
    // The plan gets as far as its last statement, which waits for this table.
    await holder.query('begin; lock table scheduled_exports in share mode');
    const dying = world.tick({ now: DAY_1 }).catch((error: unknown) => error);
    const [waiting] = await until(() =>
      world.rows(
        `select pid from pg_stat_activity where application_name = 'scheduled-exports' and wait_event_type = 'Lock'`,
      ),
    );
    await world.rows('select pg_terminate_backend($1)', [waiting?.pid]);
    expect(await dying).toBeInstanceOf(Error);
  } finally {
    await holder.query('rollback');
    holder.release();
  }
  expect(await world.runs(id)).toEqual([]);
  expect(await world.tick({ now: DAY_1 })).toMatchObject({ planned: 1, succeeded: 1 });
  expect(await world.runs(id)).toHaveLength(1);
});

it('plans nothing of schedules that are paused, deleted, or not yet due', async () => {
  await world.schedule({ status: 'paused' });
  await world.schedule({ deleted_at: DAY_1 });
  await world.schedule({ next_run_at: day(1), planned_through: DAY_1 });
  expect(await world.tick({ now: DAY_1 })).toMatchObject({ planned: 0, claimed: 0, remaining: 0 });
});

it('plans nothing twice when the clock goes back', async () => {
  const id = await world.schedule();
  await world.tick({ now: day(1) });
  await world.tick({ now: DAY_1 });
  await world.tick({ now: day(1) });
  expect((await world.runs(id)).map((run) => run.scheduled_for)).toEqual([day(1)]);
});

it('ends a schedule that has no further occurrence, after its last one ran', async () => {
  const id = await world.schedule({ ends_at: day(0.5), starts_at: day(-3) });
  await world.tick({ now: DAY_1 });
  expect(await world.run(id)).toMatchObject({ status: 'succeeded', scheduled_for: DAY_1 });
  expect(await world.row('select status, status_reason, next_run_at from scheduled_exports')).toEqual({
    status: 'ended',
    status_reason: 'no_further_occurrence',
    next_run_at: null,
  });
});

it.each([
  ['latest', [[2, 'succeeded', 2]]],
  [
    'skip',
    [
      [1, 'missed', 2],
      [2, 'succeeded', 0],
    ],
  ],
  [
    'all',
    [
      [0, 'succeeded', 0],
      [1, 'succeeded', 0],
      [2, 'succeeded', 0],
    ],
  ],
])(
  'an end in the middle of downtime: %s looks at what came before it, and the schedule has ended',
  async (catch_up, expected) => {
    const id = await world.schedule({ catch_up, catch_up_window_hours: 720, ends_at: day(2.5) });
    await world.tick({ now: day(5) });
    expect(
      (await world.runs(id)).map(({ scheduled_for, status, reason, missed_count }) => [
        ...[(scheduled_for.getTime() - DAY_1.getTime()) / 86_400_000, reason ?? status, missed_count],
      ]),
    ).toEqual(expected);
    expect(await world.row('select status, status_reason from scheduled_exports where id = $1', [id])).toEqual({
      ...{ status: 'ended', status_reason: 'no_further_occurrence' },
    });
  },
);

describe('after downtime of three days', () => {
  const history = async (id: string) =>
    (await world.runs(id)).map(({ scheduled_for, status, reason, missed_count }) => [
      ...[(scheduled_for.getTime() - DAY_1.getTime()) / 86_400_000, status, reason, missed_count],
    ]);

  it('the policy "latest" runs the newest and counts the missed', async () => {
    const id = await world.schedule({ catch_up: 'latest' });
    await world.tick({ now: day(3) });
    expect(await history(id)).toEqual([[3, 'succeeded', null, 3]]);
  });

  it('the policy "skip" says in one row how many were missed, and runs only what is on time', async () => {
    const id = await world.schedule({ catch_up: 'skip' });
    await world.tick({ now: day(3) });
    expect(await history(id)).toEqual([
      [2, 'skipped', 'missed', 3],
      [3, 'succeeded', null, 0],
    ]);
  });

  it('the policy "skip" runs nothing when even the newest is older than the window', async () => {
    const id = await world.schedule({ catch_up: 'skip', catch_up_window_hours: 2 });
    await world.tick({ now: day(3.5) });
    expect(await history(id)).toEqual([[3, 'skipped', 'missed', 4]]);
  });

  it('the policy "all" runs what is within the window, one after the other and in order', async () => {
    const id = await world.schedule({ catch_up: 'all', catch_up_window_hours: 48 });
    await world.tick({ now: day(3) });
    expect(await history(id)).toEqual([
      [0, 'skipped', 'missed', 1],
      [1, 'succeeded', null, 0],
      [2, 'succeeded', null, 0],
      [3, 'succeeded', null, 0],
    ]);
    const { rows } = await world.pool.query(
      'select started_at from export_runs where started_at is not null order by scheduled_for',
    );
    expect(rows).toEqual(rows.toSorted((a, b) => a.started_at - b.started_at));
  });

  it('mails say how many were missed', async () => {
    await world.schedule();
    await world.tick({ now: day(3) });
    expect(world.smtp.received[0]?.raw).toMatch(/3 /);
  });
});

describe('a newer occurrence', () => {
  it('supersedes one that never began', async () => {
    const id = await world.schedule();
    await planOnly(world, DAY_1);
    await world.tick({ now: day(1) });
    expect(await world.runs(id)).toMatchObject([
      { status: 'skipped', reason: 'superseded' },
      { status: 'succeeded', scheduled_for: day(1) },
    ]);
  });

  it('fails one that had failed before and waits to be tried again, and its owner is told', async () => {
    const id = await world.schedule();
    await planOnly(world, DAY_1);
    await world.rows(
      `update export_runs set status = 'waiting', attempt = 1, error_code = 'storage_unavailable', error_message = 'Storage was away.'`,
    );
    await world.tick({ now: day(1) });
    expect(await world.runs(id)).toMatchObject([
      { status: 'failed', reason: 'superseded', error_code: 'storage_unavailable' },
      { status: 'succeeded' },
    ]);
    expect((await world.notifications()).map(({ event }) => event)).toEqual(['first_failure', 'schedule_recovered']);
  });

  it('leaves one alone that is running', async () => {
    const id = await world.schedule();
    await planOnly(world, DAY_1);
    await world.rows(
      `update export_runs set status = 'running', attempt = 1, lease_token = gen_random_uuid(), lease_expires_at = now() + interval '1 hour'`,
    );
    await world.tick({ now: day(1) });
    expect(await world.runs(id)).toMatchObject([{ status: 'running' }, { status: 'waiting' }]);
  });

  it('waits behind the older one with the policy "all"', async () => {
    const id = await world.schedule({ catch_up: 'all' });
    await planOnly(world, DAY_1);
    await planOnly(world, day(1));
    expect(await world.runs(id)).toMatchObject([{ status: 'queued' }, { status: 'waiting' }]);
    await world.tick({ now: day(1) });
    expect(await world.runs(id)).toMatchObject([{ status: 'succeeded' }, { status: 'succeeded' }]);
  });
});

it('runs what was planned, whatever is edited afterwards', async () => {
  const id = await world.schedule({ name: 'Before' });
  await planOnly(world, DAY_1);
  await world.rows(`update scheduled_exports set name = 'After', format = 'json', targets = $1`, [
    JSON.stringify([{ method: 'email', to: ['ben@x.example'] }]),
  ]);
  await world.tick({ now: DAY_1 });
  const { id: run } = await world.run(id);
  expect((await world.row('select name from export_files where run_id = $1', [run])).name).toBe(
    'before_2026-03-02_0900.csv',
  );
  expect(world.smtp.received.map(({ to }) => to)).toEqual([['ana@x.example']]);
  await expect(world.rows(`update export_runs set definition = '{}'`)).rejects.toThrow('a definition never changes');
});

it('resolves a period from the occurrence, in the zone and week of the schedule, however late it is planned', async () => {
  await world.rows('update organizations set week_starts_on = 7 where id = $1', [world.organization]);
  const id = await world.schedule({
    timezone: 'America/New_York',
    recurrence: '0 4 * * 1',
    filters: { day: { period: 'previous_week' } },
    planned_through: day(-1),
  });
  await planOnly(world, day(6));
  await world.rows('update organizations set week_starts_on = 1 where id = $1', [world.organization]);
  expect(await world.run(id)).toMatchObject({
    scheduled_for: DAY_1,
    period_start: new Date('2026-02-22T05:00:00Z'),
    period_end: new Date('2026-03-01T05:00:00Z'),
    definition: { filters: { day: { period: 'previous_week', start_date: '2026-02-22', end_date: '2026-03-01' } } },
  });
});

describe('one broken schedule', () => {
  it.each([
    ['a recurrence that cannot be read', { recurrence: 'nonsense' }, 'invalid_recurrence'],
    ['a recurrence that never fires', { recurrence: '0 0 30 2 *' }, 'invalid_recurrence'],
    ['more runs than are allowed', { recurrence: '*/10 9-17 * * *' }, 'interval_too_short'],
    ['an RRULE of more runs', { recurrence: 'RRULE:FREQ=DAILY;BYHOUR=9;BYMINUTE=0,14' }, 'interval_too_short'],
    ['a period that is none', { filters: { day: { period: 'last_0_days' } } }, null],
    ['dates at the end of the calendar', { starts_at: '9999-12-30T23:59:00Z', timezone: 'America/Los_Angeles' }, null],
    ['dates at its last minute', { starts_at: '9999-12-30T12:00Z', recurrence: 'RRULE:FREQ=YEARLY' }, null],
  ])('with %s stops itself at most', async (_what, values, reason) => {
    const broken = await world.schedule(values);
    const sound = await world.schedule();
    expect((await world.tick({ now: DAY_1, minimumIntervalMinutes: 15 })).succeeded).toBeGreaterThan(0);
    expect(await world.run(sound)).toMatchObject({ status: 'succeeded' });
    if (!reason) return;
    const { status, status_reason } = await world.row('select * from scheduled_exports where id = $1', [broken]);
    expect([status, status_reason]).toEqual(['failed', reason]);
  });
});

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);

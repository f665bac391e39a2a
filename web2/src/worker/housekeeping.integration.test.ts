import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { planOnly } from '#test/worker-steps';
import { DAY_1, useWorld } from '#test/worker-world';
import { purgeRuns } from './purge-history';

const world = useWorld();
const AGES = [405, 404, 403, 402, 401];
const YEARLY = { recurrence: 'RRULE:FREQ=YEARLY;INTERVAL=500', starts_at: DAY_1, status: 'paused' };

interface Old {
  status?: string;
  trigger?: string;
  /** Of its file, in days, when that is not the run's own age. */
  file?: 'ready' | 'removed' | 'writing' | null;
  finishedDaysAgo?: number;
}

/** A run of so many days ago, with a file that is gone, a delivery and a notification. */
async function oldRun(
  schedule: string,
  daysAgo: number,
  { status = 'succeeded', trigger = 'schedule', file = 'removed', finishedDaysAgo = daysAgo }: Old = {},
) {
  const { id } = await world.row(
    `insert into export_runs (organization_id, scheduled_export_id, scheduled_for, run_after, definition, status, trigger, finished_at, created_at, lease_token)
     values ($1, $2, now() - make_interval(days => $3), now(), '{}', $4, $5, now() - make_interval(days => $6), now() - make_interval(days => $6),
       case when $4::text = 'running' then gen_random_uuid() end) returning id`,
    [world.organization, schedule, daysAgo, status, trigger, finishedDaysAgo],
  );
  if (file) {
    const { id: fileId } = await world.row(
      `insert into export_files (organization_id, run_id, lease_token, name, path, status, row_count, byte_size, sha256, rows_sha256, expires_at)
       values ($1, $2, gen_random_uuid(), 'x.csv', $3, $4, 1, 1, repeat('a', 64), repeat('b', 64), '2100-01-01Z') returning id`,
      [world.organization, id, randomUUID(), file],
    );
    await world.rows(
      `insert into export_deliveries (organization_id, run_id, file_id, method, target_key, label, status) values ($1, $2, $3, 'email', 'a', 'a', 'sent')`,
      [world.organization, id, fileId],
    );
  }
  await world.rows(
    `insert into notifications (organization_id, user_id, event, title, run_id, dedupe_key) values ($1, $2, 'x', 'X', $3::uuid, $3::uuid::text)`,
    [world.organization, world.owner.id, id],
  );
  return id as string;
}

const ages = async () =>
  (
    await world.rows(
      `select round(extract(epoch from now() - scheduled_for) / 86400)::integer as age from export_runs order by 1`,
    )
  ).map(({ age }) => age);
const results = (schedule: string, count: number, from: number) =>
  Promise.all(Array.from({ length: count }, (_, each) => oldRun(schedule, from + each)));

describe('the history of runs', () => {
  afterEach(() => world.rows('update organizations set history_days = 400 where id = $1', [world.organization]));

  it('goes after 400 days with all that hangs on it, and the audit log says how much', async () => {
    const id = await world.schedule(YEARLY);
    await results(id, 10, 1);
    for (const age of AGES) await oldRun(id, age);
    await oldRun(id, 399);
    const [{ last } = { last: 0 }] = await world.rows('select max(sequence) as last from audit_log');
    await world.tick();
    expect(await ages()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 399]);
    for (const table of ['export_files', 'export_deliveries', 'notifications'])
      expect(await world.rows(`select from ${table}`)).toHaveLength(11);
    expect(
      await world.rows('select actor_label, action, after ->> $2 as removed from audit_log where sequence > $1', [
        last,
        'removed',
      ]),
    ).toEqual([{ actor_label: 'worker', action: 'purge', removed: '5' }]);
  });

  it('is kept for as long as the organisation says', async () => {
    const id = await world.schedule(YEARLY);
    await results(id, 10, 1);
    await oldRun(id, 95);
    await oldRun(id, 405);
    await world.rows('update organizations set history_days = 1000 where id = $1', [world.organization]);
    await world.tick();
    expect(await ages()).toContain(405);
    await world.rows('update organizations set history_days = 90 where id = $1', [world.organization]);
    await world.tick();
    expect(await ages()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('keeps the newest ten results of a schedule and the last that was sent, however old', async () => {
    const id = await world.schedule(YEARLY);
    for (let year = 2; year <= 13; year++) await oldRun(id, year * 365, { status: 'failed' });
    await oldRun(id, 14 * 365); // the last that was sent
    await oldRun(id, 15 * 365);
    await oldRun(id, 16 * 365, { status: 'skipped', file: null });
    await world.tick();
    expect((await ages()).map((age) => age / 365)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14]);
    await world.rows('update scheduled_exports set deleted_at = now()');
    await world.tick();
    expect(await ages()).toEqual([]);
  });

  it.each([
    ['is under way', { status: 'running' }],
    ['still delivers', { status: 'delivering' }],
    ['has a file that is kept', { file: 'ready' }],
    ['has a file that was not cleaned up yet', { file: 'writing' }],
    ['is the replay of an old occurrence', { trigger: 'replay', finishedDaysAgo: 1 }],
  ] as const)('keeps a run that %s', async (_what, values) => {
    const id = await world.schedule(YEARLY);
    await results(id, 10, 1);
    const kept = await oldRun(id, 500, values);
    await world.database.transaction({ actor: 'test' }, (tx) => purgeRuns(tx));
    expect(await world.rows('select id from export_runs where id = $1', [kept])).toHaveLength(1);
  });

  it('is removed a bounded number at a time, and no run that somebody is about to try again', async () => {
    const id = await world.schedule(YEARLY);
    await results(id, 10, 1);
    for (const age of AGES) await oldRun(id, age);
    const purge = () => world.database.transaction({ actor: 'test' }, (tx) => purgeRuns(tx, 2));
    expect([await purge(), await purge()]).toEqual([2, 2]);
    const holder = await world.pool.connect();
    try {
      await holder.query('begin; select from export_runs for update');
      expect(await purge()).toBe(0);
    } finally {
      await holder.query('rollback');
      holder.release();
    }
    expect([await purge(), await purge()]).toEqual([1, 0]);
  });
});

it('removes notifications after 90 days, but for mails that are still to be sent', async () => {
  const notification = (key: string, days: number, mail = 'sent') =>
    world.rows(
      `insert into notifications (organization_id, user_id, event, title, dedupe_key, created_at, email_status, email_run_after)
       values ($1, $2, 'x', 'X', $3, now() - make_interval(days => $4), $5, '2100-01-01Z')`,
      [world.organization, world.owner.id, key, days, mail],
    );
  await notification('old', 91);
  await notification('recent', 89);
  await notification('unsent', 91, 'pending');
  await world.tick();
  expect((await world.notifications()).map(({ dedupe_key }) => dedupe_key).toSorted()).toEqual(['recent', 'unsent']);
});

it('forgets workers that have not ticked for a week', async () => {
  const worker = (name: string, days: number) =>
    world.rows(`insert into worker_ticks (worker, started_at) values ($1, now() - make_interval(days => $2))`, [
      name,
      days,
    ]);
  await worker('gone', 8);
  await worker('here', 6);
  await world.tick();
  expect(await world.rows('select worker from worker_ticks')).toEqual([{ worker: 'here' }]);
  await world.rows('delete from worker_ticks');
});

describe('an attempt that died', () => {
  const dead = async (upload: boolean) => {
    const id = await world.schedule(YEARLY);
    const run = await oldRun(id, 1, { status: 'failed', file: null });
    const path = `${world.organization}/${run}/${randomUUID()}/file`;
    if (upload) await world.deps().delivery.storage.upload(path, Readable.from([Buffer.from('half')]), 'text/csv');
    await world.rows(
      `insert into export_files (organization_id, run_id, lease_token, name, path, created_at) values ($1, $2, gen_random_uuid(), 'x.csv', $3, now() - interval '2 hours')`,
      [world.organization, run, path],
    );
    return path;
  };
  const fileThere = (path: string) =>
    world
      .deps()
      .delivery.storage.open(path)
      .then(
        (stream) => Boolean(stream.destroy()),
        () => false,
      );

  it('after the upload leaves nothing in Storage', async () => {
    const path = await dead(true);
    expect(await fileThere(path)).toBe(true);
    await planOnly(world, DAY_1);
    expect(await fileThere(path)).toBe(false);
    expect(await world.rows('select status from export_files')).toEqual([{ status: 'removed' }]);
  });

  it('between the row and the upload is cleaned up, too', async () => {
    await dead(false);
    await planOnly(world, DAY_1);
    expect(await world.rows('select status from export_files')).toEqual([{ status: 'removed' }]);
    expect(world.logged.filter(({ level }) => level === 'warn')).toEqual([]);
  });
});

it('a chore that fails keeps neither the others nor the tick from going on', async () => {
  const id = await world.schedule({ ...YEARLY, deleted_at: '2026-01-01Z' });
  await oldRun(id, 500);
  await oldRun(id, 1, { file: 'ready' });
  await world.rows(`update export_files set expires_at = now() - interval '1 second' where status = 'ready'`);
  const { delivery } = world.deps();
  const storage = { ...delivery.storage, remove: () => Promise.reject(new Error('away')) };
  await world.tick({ delivery: { ...delivery, storage } });
  expect(await ages()).toEqual([1]);
  expect(world.logged).toMatchObject([{ level: 'warn', fields: { chore: 'files removed' } }, { level: 'info' }]);
});

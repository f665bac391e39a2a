import { expect, it } from 'vitest';
import { ONCE } from '#test/some-schedules';
import { held } from '#test/worker-steps';
import { DAY_1, useWorld } from '#test/worker-world';
import { claimRuns, openClaims, takeOverRuns } from './claim-runs';
import { endRuns } from './finish-run';
import { databaseNow } from './process-due-exports';
import { queueRuns } from './queue-runs';
import { TIMING } from './timing';

const world = useWorld();
const queue = async () => queueRuns(world.database, await databaseNow({ db: world.database }));
const claim = (limit: number, longLived = false) => claimRuns(world.database, { limit, longLived, timing: TIMING });

/** An organisation with as many schedules, each with as many runs whose time came an hour ago. */
async function tenant({ cap = 4, schedules = 1, runs = 1, needsWorker = false } = {}): Promise<string> {
  const { id } = await world.row(
    `insert into organizations (name, max_concurrent_runs) values ('Tenant', $1) returning id`,
    [cap],
  );
  await world.rows(
    `with made as (
       insert into scheduled_exports (organization_id, name, report_type, format, recurrence, targets, next_run_at)
       select $1, 'Job ' || n, 'items', 'csv', '0 9 * * *', '[{"method": "download"}]', now() + interval '1 year' from generate_series(1, $2) n
       returning id, organization_id)
     insert into export_runs (organization_id, scheduled_export_id, scheduled_for, definition, run_after, needs_worker)
     select organization_id, id, now() - make_interval(mins => 100 + $3 - n), '{}', now() - interval '1 hour', $4
     from made, generate_series(1, $3) n`,
    [id, schedules, runs, needsWorker],
  );
  return id;
}

const queued = (organization: string) =>
  world.row(`select count(*)::int as count from export_runs where organization_id = $1 and status = 'queued'`, [
    organization,
  ]);

it('lets no more runs of an organisation stand in the queue than may run at once, however many wait', async () => {
  const big = await tenant({ cap: 3, schedules: 50 });
  const small = await tenant({ cap: 3, schedules: 2 });
  expect(await queue()).toBe(5);
  expect(await queue()).toBe(0);
  expect([await queued(big), await queued(small)]).toEqual([{ count: 3 }, { count: 2 }]);
});

it('does not keep an organisation waiting behind the backlog of another, planned before', async () => {
  await tenant({ schedules: 3, runs: 700 });
  const late = await tenant();
  await queue();
  expect(await queued(late)).toEqual({ count: 1 });
  const claimed = await claim(2);
  expect(new Set(claimed.map(({ organization_id }) => organization_id)).size).toBe(2);
});

it('does not keep a schedule waiting behind the backlog of another of the organisation', async () => {
  const organization = await tenant({ cap: 2, runs: 300 });
  const other = await world.row(
    `insert into scheduled_exports (organization_id, name, report_type, format, recurrence, targets, next_run_at)
     values ($1, 'Other', 'items', 'csv', '0 9 * * *', '[{"method": "download"}]', now() + interval '1 year') returning id`,
    [organization],
  );
  await world.rows(
    `insert into export_runs (organization_id, scheduled_export_id, scheduled_for, definition, run_after) values ($1, $2, now(), '{}', now())`,
    [organization, other.id],
  );
  await queue();
  expect(await claim(2)).toContainEqual(expect.objectContaining({ scheduled_export_id: other.id }));
});

it('queues the oldest occurrence of a schedule first, and the next when that one is over', async () => {
  await tenant({ runs: 3 });
  const times: Date[] = [];
  while ((await queue()) > 0) {
    for (const run of await claim(5)) {
      times.push(run.scheduled_for);
      await endRuns(world.database, [{ run, status: 'skipped', reason: 'empty' }]);
    }
  }
  expect(times).toHaveLength(3);
  expect(times).toEqual([...times].sort((a, b) => a.getTime() - b.getTime()));
});

it('claims several at once within the cap of each organisation, in turn', async () => {
  const first = await tenant({ cap: 2, schedules: 5 });
  const second = await tenant({ cap: 3, schedules: 5 });
  await queue();
  const claimed = await claim(10);
  const organizations = claimed.map(({ organization_id }) => organization_id);
  expect(organizations.filter((id) => id === first)).toHaveLength(2);
  expect(organizations.filter((id) => id === second)).toHaveLength(3);
  await queue();
  expect(await claim(10)).toEqual([]);

  // Each that ends makes room for one of its organisation, however many of it stand in the queue.
  const ended = claimed.filter(({ organization_id }) => organization_id === second).slice(0, 2);
  const skipped = { status: 'skipped' as const, reason: 'empty' };
  await endRuns(
    world.database,
    ended.map((run) => ({ run, ...skipped })),
  );
  expect((await claim(10)).map(({ organization_id }) => organization_id)).toEqual([second, second]);
  expect(await claim(10)).toEqual([]);
});

it('takes a run over from who let its lease expire before it takes a new one, and nothing from who holds it', async () => {
  await tenant({ cap: 2, schedules: 2 });
  await tenant();
  await queue();
  const [lost, other] = await claim(2);
  await world.rows(`update export_runs set lease_expires_at = now() - interval '1 second' where id = $1`, [lost?.id]);
  const claimNext = openClaims(world.database, { longLived: false, timing: TIMING });
  const taken = [await claimNext(3), await claimNext(3), await claimNext(3)].flat();
  expect(taken[0]).toMatchObject({ id: lost?.id, attempt: 2 });
  expect(taken[0]?.lease_token).not.toBe(lost?.lease_token);
  expect(taken.map(({ id }) => id)).not.toContain(other?.id);
  expect(taken).toHaveLength(2);

  await world.rows(`update export_runs set lease_expires_at = now() - interval '1 second' where id = $1`, [other?.id]);
  const among = 'first';
  expect(await takeOverRuns(world.database, { limit: 3, longLived: false, timing: TIMING, among })).toEqual([
    expect.objectContaining({ id: other?.id, attempt: 2 }),
  ]);
});

it('keeps what only a long-lived worker may take out of the way of the others', async () => {
  const organization = await tenant({ cap: 2, schedules: 5, needsWorker: true });
  await queue();
  expect(await queued(organization)).toEqual({ count: 2 });
  expect(await claim(10)).toEqual([]);
  await world.rows(`update export_runs set needs_worker = false where status = 'waiting'`);
  await queue();
  expect(await claim(10)).toHaveLength(2);
});

it('queues what anybody may take, however many older ones wait for a long-lived worker that does not come', async () => {
  const organization = await tenant({ cap: 2, schedules: 15, needsWorker: true });
  const [late] = await world.rows(
    'select scheduled_export_id as id from export_runs where organization_id = $1 limit 1',
    [organization],
  );
  await world.rows(
    `update export_runs set needs_worker = false, run_after = now() - interval '1 minute' where scheduled_export_id = $1`,
    [late?.id],
  );
  while ((await queue()) > 0);
  expect(await claim(5)).toMatchObject([{ scheduled_export_id: late?.id }]);
});

it('ends in one statement only the runs that are still held', async () => {
  await tenant({ schedules: 3 });
  await queue();
  const runs = await claim(3);
  const endings = runs.map((run) => ({ run, status: 'skipped' as const, reason: 'empty' }));
  await world.rows('update export_runs set lease_token = gen_random_uuid() where id = $1', [runs[1]?.id]);
  expect(await endRuns(world.database, endings)).toEqual([true, false, true]);
  expect(await endRuns(world.database, endings)).toEqual([false, false, false]);
  expect(await world.row(`select status from export_runs where id = $1`, [runs[1]?.id])).toEqual({ status: 'running' });
});

it('keeps the order of a schedule that runs each occurrence: one that was begun and waits again holds up the next, and nothing else', async () => {
  const organization = await tenant({ schedules: 2, runs: 2 });
  const [{ scheduled_export_id: failing } = {}, { scheduled_export_id: other } = {}] = await world.rows(
    'select distinct scheduled_export_id from export_runs where organization_id = $1 order by 1',
    [organization],
  );
  await world.rows(
    `update export_runs set started_at = now(), run_after = now() + interval '1 minute'
     where scheduled_export_id = $1 and scheduled_for = (select min(scheduled_for) from export_runs where scheduled_export_id = $1)`,
    [failing],
  );
  await queue();
  expect(await world.rows(`select scheduled_export_id from export_runs where status = 'queued'`)).toEqual([
    { scheduled_export_id: other },
  ]);
});

it('an organisation runs no more at once than its cap, and gives way to others', async () => {
  await world.rows('update organizations set max_concurrent_runs = 1 where id = $1', [world.organization]);
  try {
    for (const name of ['a', 'b', 'c']) await world.schedule({ ...ONCE, name });
    const slow = held(world);
    const first = world.tick({ now: DAY_1, delivery: slow.delivery, concurrency: 1 });
    await slow.entered;
    expect(await world.tick({ now: DAY_1 })).toMatchObject({ claimed: 0, remaining: 2 });
    slow.release();
    expect(await first).toMatchObject({ claimed: 3, succeeded: 3 });
  } finally {
    await world.rows('update organizations set max_concurrent_runs = 4 where id = $1', [world.organization]);
  }
});

import { expect, it } from 'vitest';
import { until, useWorld } from '#test/worker-world';
import { createDatabase } from '@/lib/db';
import { processDueExports } from './process-due-exports';

const world = useWorld();

/** Waits for what other sessions did before, such as those of the API: they tell of their scans when they have been idle for ten seconds. */
const othersHaveTold = () =>
  until(async () => {
    const talking = await world.rows(
      `select from pg_stat_activity where datname = current_database() and backend_type = 'client backend'
         and pid <> pg_backend_pid() and state_change > clock_timestamp() - interval '11 seconds'`,
    );
    return talking.length === 0 ? [true] : [];
  });

it('reads no table of the queue whole in a tick, whatever lies in it', async () => {
  await world.rows(
    `insert into scheduled_exports (organization_id, name, report_type, format, recurrence, targets, next_run_at)
     select $1, 'Job ' || n, 'items', 'csv', '0 9 * * *', '[{"method": "download"}]', now() + interval '1 year' from generate_series(1, 900) n`,
    [world.organization],
  );
  await world.rows(
    `insert into export_runs (organization_id, scheduled_export_id, scheduled_for, definition, run_after)
     select organization_id, id, now() + interval '1 day', '{}', now() + interval '1 day' from scheduled_exports`,
  );
  // A month of history.
  await world.rows(
    `insert into export_runs (organization_id, scheduled_export_id, scheduled_for, definition, run_after, status)
     select organization_id, id, now() - make_interval(days => n), '{}', now(), 'succeeded' from scheduled_exports, generate_series(1, 30) n`,
  );
  await world.rows(
    `with files as (
       insert into export_files (organization_id, run_id, lease_token, name, path, status, row_count, byte_size, sha256, expires_at)
       select organization_id, id, gen_random_uuid(), 'f', id, 'ready', 0, 0, repeat('0', 64), now() + interval '1 day'
       from export_runs where status = 'succeeded' limit 9000 returning id, organization_id, run_id)
     insert into export_deliveries (organization_id, run_id, file_id, method, target_key, label, status)
     select organization_id, run_id, id, 'download', 'download', 'Download', 'sent' from files`,
  );
  await world.rows('analyze scheduled_exports, export_runs, export_files, export_deliveries');
  const scans = async () => {
    await world.rows('select pg_stat_force_next_flush()'); // what the test itself did
    return world.rows(
      `select relname, seq_scan from pg_stat_user_tables
       where relname in ('scheduled_exports', 'export_runs', 'export_files', 'export_deliveries') order by relname`,
    );
  };
  // What a session counts is told at the latest when it ends.
  const ticks = async (times: number, now?: Date) => {
    const db = createDatabase({
      url: world.databaseUrl,
      sessionUrl: world.databaseUrl,
      max: 2,
      prepare: true,
      onError: () => undefined,
    });
    // More than five, after which a prepared statement may keep one plan for all values.
    for (let time = 0; time < times; time += 1) await processDueExports(world.deps({ db, ...(now && { now }) }));
    await db.close();
  };
  await othersHaveTold();
  const before = await scans();
  await ticks(8);
  expect(await scans()).toEqual(before);

  // The same with something to do: planned, queued, claimed and failed. So few schedules are rightly read whole to move 20 cursors.
  await world.rows(
    `update scheduled_exports set planned_through = now() - interval '25 hours', next_run_at = now() - interval '1 hour'
     where id in (select id from scheduled_exports limit 20)`,
  );
  const due = await scans();
  await ticks(3);
  expect(await scans()).toEqual(due.map((each) => (each.relname === 'scheduled_exports' ? expect.anything() : each)));
  expect(await world.row(`select count(*)::int as count from export_runs where status = 'failed'`)).toEqual({
    count: 20,
  });
});

import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ONCE } from '#test/some-schedules';
import { withUpload } from '#test/worker-steps';
import { DAY_1, until, useWorld } from '#test/worker-world';
import { ExportError } from '@/lib/errors';
import { createExportStorage, type ExportStorage } from '@/storage/export-storage';

// What fails for a moment is tried again, and not for ever.

const world = useWorld();
/** One occurrence, at DAY_1: later ticks go by the database's clock, which retries and leases need. */
const once = (values: Record<string, unknown> = {}) => world.schedule({ ...ONCE, ...values });
const storage = (): ExportStorage => world.deps().delivery.storage;

describe('when Storage is away', () => {
  // Nobody listens on port 9.
  const away = () => withUpload(world, createExportStorage({ url: 'http://127.0.0.1:9', secretKey: 'x' }).upload);

  it('the run waits for its back-off, says why, and succeeds when Storage is back', async () => {
    const id = await once();
    expect(await world.tick({ now: DAY_1, ...away() })).toMatchObject({ claimed: 1, retried: 1, failed: 0 });
    expect(await world.run(id)).toMatchObject({
      status: 'waiting',
      attempt: 1,
      error_code: 'storage_unavailable',
      lease_token: null,
      finished_at: null,
    });
    expect(await world.tick()).toMatchObject({ claimed: 1, succeeded: 1 });
    expect(await world.run(id)).toMatchObject({
      status: 'succeeded',
      attempt: 2,
      error_code: null,
      error_message: null,
    });
    expect(world.smtp.received).toHaveLength(1);
    expect(await world.notifications()).toEqual([]);
  });

  it('no attempt is made before the back-off has passed', async () => {
    const id = await once();
    const timing = { leaseSeconds: 120, heartbeatMs: 20, backoffSeconds: () => 3600 };
    await world.tick({ now: DAY_1, timing, ...away() });
    expect(await world.tick()).toMatchObject({ claimed: 0 });
    expect(
      await world.row(
        `select run_after > now() + interval '50 minutes' as later from export_runs where scheduled_export_id = $1`,
        [id],
      ),
    ).toEqual({ later: true });
  });

  it('the fifth attempt is the last, and the owner is told once', async () => {
    const id = await once();
    for (let attempt = 1; attempt <= 7; attempt++) await world.tick(attempt === 1 ? { now: DAY_1, ...away() } : away());
    expect(await world.run(id)).toMatchObject({ status: 'failed', attempt: 5, error_code: 'storage_unavailable' });
    expect((await world.notifications()).map(({ event }) => event)).toEqual(['first_failure']);
  });
});

it('a file that broke off in the middle is not sent, and the next attempt writes a whole one', async () => {
  await world.items([{ name: 'xx' }]);
  const id = await once({ report_type: 'many_items' });
  const upload: ExportStorage['upload'] = async (path, body, type) => {
    for await (const _chunk of body) break; // the far side took some of it
    await storage().upload(path, body, type);
  };
  await world.tick({ now: DAY_1, ...withUpload(world, upload) });
  expect(await world.run(id)).toMatchObject({ status: 'waiting', attempt: 1 });
  await world.tick();
  expect(await world.run(id)).toMatchObject({ status: 'succeeded', attempt: 2 });
  expect(await world.row(`select row_count from export_files where status = 'ready'`)).toEqual({ row_count: 200_000 });
});

it('a file that Storage stores after its answer was given up does not stay there', async () => {
  const id = await once();
  let late: (() => Promise<void>) | undefined;
  const upload: ExportStorage['upload'] = async (path, body, type) => {
    const bytes = await buffer(body);
    late = () => storage().upload(path, Readable.from([bytes]), type);
    throw new ExportError('storage_unavailable', 'No answer.', { retryable: true, uncertain: true });
  };
  await world.tick({ now: DAY_1, ...withUpload(world, upload) });
  await late?.();
  await world.tick();
  expect(await world.run(id)).toMatchObject({ status: 'succeeded', attempt: 2 });
  await world.rows(`update export_files set created_at = created_at - interval '61 minutes'`);
  await world.tick();
  expect((await world.rows('select status from export_files order by created_at')).map(({ status }) => status)).toEqual(
    [...['removed', 'ready']],
  );
  const stored = await world.rows(
    `select name from storage.objects where bucket_id = 'exports' and name like '%' || (select id from export_runs) || '%'`,
  );
  expect(stored).toHaveLength(1);
});

it('a database connection that is killed in the middle of a report costs one attempt', async () => {
  await world.items([{ name: 'xx' }]);
  const id = await once({ report_type: 'many_items' });
  const upload: ExportStorage['upload'] = async (path, body, type) => {
    await until(() =>
      world.rows(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'scheduled-exports report' and query like 'copy%' and state = 'active'`,
      ),
    );
    await storage().upload(path, body, type);
  };
  await world.tick({ now: DAY_1, ...withUpload(world, upload) });
  expect(await world.run(id)).toMatchObject({ status: 'waiting', attempt: 1, error_code: 'database_unavailable' });
  await world.tick();
  expect(await world.run(id)).toMatchObject({ status: 'succeeded', attempt: 2 });
});

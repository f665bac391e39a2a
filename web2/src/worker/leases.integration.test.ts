import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ONCE } from '#test/some-schedules';
import { endLeases, FROZEN, held, withUpload } from '#test/worker-steps';
import { DAY_1, useWorld } from '#test/worker-world';
import type { ExportError } from '@/lib/errors';
import type { ExportStorage } from '@/storage/export-storage';

// Whoever dies is followed by another, and whoever comes back late changes nothing. With real processes: leases.faults.test.ts.

const world = useWorld();
/** One occurrence, at DAY_1: later ticks go by the database's clock, which retries and leases need. */
const once = (values: Record<string, unknown> = {}) => world.schedule({ ...ONCE, ...values });
const storage = (): ExportStorage => world.deps().delivery.storage;

const stored = async (path: string) =>
  storage()
    .open(path)
    .then((stream) => {
      stream.destroy();
      return true;
    })
    .catch((error: ExportError) => error.code !== 'file_missing');

describe('a worker that dies', () => {
  it('loses its run to another once the lease has expired, not before', async () => {
    const id = await once();
    await world.tick({ now: DAY_1, concurrency: 0 });
    await world.rows(
      `update export_runs set status = 'running', attempt = 1, lease_token = gen_random_uuid(), started_at = clock_timestamp(),
         lease_expires_at = clock_timestamp() + interval '1 minute'`,
    );
    expect(await world.tick()).toMatchObject({ claimed: 0 });
    await endLeases(world, 'export_runs');
    expect(await world.tick()).toMatchObject({ claimed: 1, succeeded: 1 });
    expect(await world.run(id)).toMatchObject({ status: 'succeeded', attempt: 2 });
  });

  it('five times in a row is given up, and its owner told', async () => {
    const id = await once();
    await world.tick({ now: DAY_1, concurrency: 0 });
    await world.rows(`update export_runs set status = 'running', attempt = 5, lease_token = gen_random_uuid()`);
    await endLeases(world, 'export_runs');
    expect(await world.tick()).toMatchObject({ claimed: 0, failed: 1 });
    expect(await world.run(id)).toMatchObject({ status: 'failed', error_code: 'worker_lost', attempt: 5 });
    expect((await world.notifications()).map(({ event }) => event)).toEqual(['first_failure']);
  });

  it('after its schedule was paused ends its run: it is not begun again', async () => {
    const id = await once();
    await world.tick({ now: DAY_1, concurrency: 0 });
    await world.rows(`update export_runs set status = 'running', attempt = 1, lease_token = gen_random_uuid()`);
    await endLeases(world, 'export_runs');
    await world.rows(`update scheduled_exports set status = 'paused'`);
    expect(await world.tick()).toMatchObject({ claimed: 0, failed: 0 });
    expect(await world.run(id)).toMatchObject({ status: 'cancelled', reason: 'paused', attempt: 1 });
    expect(await world.notifications()).toEqual([]);
  });

  it('on a run that cannot even be settled keeps no other from being settled and run', async () => {
    const broken = await once({ name: 'broken' });
    await world.tick({ now: DAY_1, concurrency: 0 });
    // A definition never changes, so it is made wrong as it is made.
    await world.rows('alter table export_runs disable trigger export_runs_keep_definition');
    await world.rows(`update export_runs set definition = definition || '{"timezone":"Nowhere"}'`);
    await world.rows('alter table export_runs enable trigger export_runs_keep_definition');
    const lost = await once({ name: 'lost' });
    await world.tick({ now: DAY_1, concurrency: 0 });
    await world.rows(`update export_runs set status = 'running', attempt = 5, lease_token = gen_random_uuid()`);
    await endLeases(world, 'export_runs');
    const sound = await once({ name: 'sound' });
    expect(await world.tick({ now: DAY_1 })).toMatchObject({ failed: 1, succeeded: 1 });
    expect(await world.run(lost)).toMatchObject({ status: 'failed', error_code: 'worker_lost' });
    expect(await world.run(sound)).toMatchObject({ status: 'succeeded' });
    expect(await world.run(broken)).toMatchObject({ status: 'running' });
    expect(world.logged).toContainEqual(expect.objectContaining({ level: 'error' }));
  });

  it('leaves a finished file that the next attempt sends as it is', async () => {
    const id = await once();
    const reads: string[] = [];
    await world.tick({ now: DAY_1, ...withUpload(world, () => Promise.reject(new Error('dies'))) });
    const { id: run } = await world.run(id);
    const path = `${world.organization}/${run}/earlier/file`;
    await storage().upload(path, Readable.from([Buffer.from('Name\nEarlier\n')]), 'text/csv');
    await world.rows(
      `insert into export_files (organization_id, run_id, lease_token, name, path, status, row_count, byte_size, sha256, rows_sha256)
       values ($1, $2, gen_random_uuid(), 'earlier.csv', $3, 'ready', 1, 13, encode(sha256(convert_to(e'Name\\nEarlier\\n', 'UTF8')), 'hex'), null)`,
      [world.organization, run, path],
    );
    const upload: ExportStorage['upload'] = async (to) => void reads.push(to);
    await world.tick(withUpload(world, upload));
    expect(await world.run(id)).toMatchObject({ status: 'succeeded', attempt: 2 });
    expect(reads).toEqual([]);
    expect(world.smtp.received[0]?.raw).toContain('earlier.csv');
  });
});

it('who lost the lease changes nothing, and the file that came too late is removed', async () => {
  const id = await once();
  const slow = held(world);
  const late = world.tick({ now: DAY_1, delivery: slow.delivery, timing: FROZEN });
  await slow.entered;
  await endLeases(world, 'export_runs');
  await world.tick();
  expect(await world.run(id)).toMatchObject({ status: 'succeeded', attempt: 2 });
  const before = await everything();
  slow.release();
  await late;
  expect(world.smtp.received).toHaveLength(1);
  const after = await everything();
  expect(after).toMatchObject({ runs: before.runs, deliveries: before.deliveries });
  const files = await world.rows('select path, status from export_files order by created_at');
  expect(files.map(({ status }) => status)).toEqual(['removed', 'ready']);
  expect(await Promise.all(files.map(({ path }) => stored(path)))).toEqual([false, true]);
});

it('a worker that sees its lease gone stops reading at its next heartbeat', async () => {
  await world.items([{ name: 'xx' }]);
  const id = await once({ report_type: 'many_items' });
  let read = 0;
  const upload: ExportStorage['upload'] = async (_path, body) => {
    await world.rows(
      `update export_runs set lease_token = gen_random_uuid(), lease_expires_at = now() + interval '1 hour'`,
    );
    for await (const chunk of body) {
      read += (chunk as Buffer).length;
      await sleep(5);
    }
  };
  await world.tick({ now: DAY_1, concurrency: 1, ...withUpload(world, upload) });
  expect(read).toBeLessThan(20_000_000);
  expect(await world.run(id)).toMatchObject({ status: 'running', attempt: 1 });
  expect(world.logged).toContainEqual(
    expect.objectContaining({ message: 'export stopped', fields: { run_id: expect.anything(), reason: 'lease_lost' } }),
  );
});

async function everything() {
  return {
    runs: await world.rows('select * from export_runs order by id'),
    deliveries: await world.rows('select * from export_deliveries order by id'),
  };
}

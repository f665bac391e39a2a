import { PassThrough, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DAY_1, day, until, useWorld } from '#test/worker-world';
import { ExportError } from '@/lib/errors';
import { createExportStorage, type ExportStorage } from '@/storage/export-storage';

const world = useWorld();
/** One occurrence, at DAY_1: later ticks go by the database's clock, which retries and leases need. */
const once = (values: Record<string, unknown> = {}) =>
  world.schedule({ recurrence: 'RRULE:FREQ=YEARLY;INTERVAL=500', starts_at: DAY_1, ...values });
const storage = (): ExportStorage => world.deps().delivery.storage;

/** The worker's own storage, but for what a test replaces. */
function withStorage(changed: Partial<ExportStorage>) {
  return { delivery: { ...world.deps().delivery, storage: { ...storage(), ...changed } } };
}

/** A storage that has begun to take a file and waits until it may go on. */
function held() {
  let enter = (): void => undefined;
  let release = (): void => undefined;
  const entered = new Promise<void>((resolve) => (enter = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const upload: ExportStorage['upload'] = async (...args) => {
    enter();
    await released;
    await storage().upload(...args);
  };
  return { ...withStorage({ upload }), entered, release: () => release() };
}

/** No heartbeat, as in a process that is frozen. */
const FROZEN = { leaseSeconds: 120, heartbeatMs: 3_600_000, backoffSeconds: () => 0 };

const expireLeases = () =>
  world.rows(
    `update export_runs set lease_expires_at = clock_timestamp() - interval '1 second' where status = 'running'`,
  );

const stored = async (path: string) =>
  storage()
    .open(path)
    .then((stream) => {
      stream.destroy();
      return true;
    })
    .catch((error: ExportError) => error.code !== 'file_missing');

describe('when Storage is away', () => {
  // Nobody listens on port 9.
  const away = () => withStorage(createExportStorage({ url: 'http://127.0.0.1:9', secretKey: 'x' }));

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
    expect((await world.run(id)).run_after.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
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
  await world.tick({ now: DAY_1, ...withStorage({ upload }) });
  expect(await world.run(id)).toMatchObject({ status: 'waiting', attempt: 1 });
  await world.tick();
  expect(await world.run(id)).toMatchObject({ status: 'succeeded', attempt: 2 });
  expect(await world.row(`select row_count from export_files where status = 'ready'`)).toEqual({ row_count: 200_000 });
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
  await world.tick({ now: DAY_1, ...withStorage({ upload }) });
  expect(await world.run(id)).toMatchObject({ status: 'waiting', attempt: 1, error_code: 'database_unavailable' });
  await world.tick();
  expect(await world.run(id)).toMatchObject({ status: 'succeeded', attempt: 2 });
});

describe('a worker that dies', () => {
  it('loses its run to another once the lease has expired, not before', async () => {
    const id = await once();
    await world.tick({ now: DAY_1, concurrency: 0 });
    await world.rows(
      `update export_runs set status = 'running', attempt = 1, lease_token = gen_random_uuid(), started_at = clock_timestamp(),
         lease_expires_at = clock_timestamp() + interval '1 minute'`,
    );
    expect(await world.tick()).toMatchObject({ claimed: 0 });
    await expireLeases();
    expect(await world.tick()).toMatchObject({ claimed: 1, succeeded: 1 });
    expect(await world.run(id)).toMatchObject({ status: 'succeeded', attempt: 2 });
  });

  it('five times in a row is given up, and its owner told', async () => {
    const id = await once();
    await world.tick({ now: DAY_1, concurrency: 0 });
    await world.rows(`update export_runs set status = 'running', attempt = 5, lease_token = gen_random_uuid()`);
    await expireLeases();
    expect(await world.tick()).toMatchObject({ claimed: 0, failed: 1 });
    expect(await world.run(id)).toMatchObject({ status: 'failed', error_code: 'worker_lost', attempt: 5 });
    expect((await world.notifications()).map(({ event }) => event)).toEqual(['first_failure']);
  });

  it('after its schedule was paused ends its run: it is not begun again', async () => {
    const id = await once();
    await world.tick({ now: DAY_1, concurrency: 0 });
    await world.rows(`update export_runs set status = 'running', attempt = 1, lease_token = gen_random_uuid()`);
    await expireLeases();
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
    await expireLeases();
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
    await world.tick({ now: DAY_1, ...withStorage({ upload: () => Promise.reject(new Error('dies')) }) });
    const { id: run } = await world.run(id);
    const path = `${world.organization}/${run}/earlier/file`;
    await storage().upload(path, Readable.from([Buffer.from('Name\nEarlier\n')]), 'text/csv');
    await world.rows(
      `insert into export_files (organization_id, run_id, lease_token, name, path, status, row_count, byte_size, sha256, rows_sha256)
       values ($1, $2, gen_random_uuid(), 'earlier.csv', $3, 'ready', 1, 13, encode(sha256(convert_to(e'Name\\nEarlier\\n', 'UTF8')), 'hex'), null)`,
      [world.organization, run, path],
    );
    const upload: ExportStorage['upload'] = async (to) => void reads.push(to);
    await world.tick(withStorage({ upload }));
    expect(await world.run(id)).toMatchObject({ status: 'succeeded', attempt: 2 });
    expect(reads).toEqual([]);
    expect(world.smtp.received[0]?.raw).toContain('earlier.csv');
  });
});

it('who lost the lease changes nothing, and the file that came too late is removed', async () => {
  const id = await once();
  const slow = held();
  const late = world.tick({ now: DAY_1, delivery: slow.delivery, timing: FROZEN });
  await slow.entered;
  await expireLeases();
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
  await world.tick({ now: DAY_1, concurrency: 1, ...withStorage({ upload }) });
  expect(read).toBeLessThan(20_000_000);
  expect(await world.run(id)).toMatchObject({ status: 'running', attempt: 1 });
  expect(world.logged).toContainEqual(
    expect.objectContaining({ message: 'export stopped', fields: { run_id: expect.anything(), reason: 'lease_lost' } }),
  );
});

describe('a running export', () => {
  it.each([
    ['paused', `update scheduled_exports set status = 'paused'`],
    ['deleted', 'update scheduled_exports set deleted_at = now()'],
  ])('stops at its next heartbeat when its schedule is %s', async (reason, sql) => {
    await world.items([{ name: 'xx' }]);
    const id = await once({ report_type: 'many_items' });
    const slow = held();
    const tick = world.tick({ now: DAY_1, delivery: slow.delivery });
    await slow.entered;
    await world.rows(sql);
    await beat(id);
    slow.release();
    await tick;
    expect(await world.run(id)).toMatchObject({ status: 'cancelled', reason, lease_token: null });
    expect(world.smtp.received).toEqual([]);
    expect(await world.rows(`select from export_files where status <> 'removed'`)).toEqual([]);
    expect(await world.notifications()).toEqual([]);
  });

  it('that ends before a heartbeat sees the pause does not deliver', async () => {
    const id = await once();
    const slow = held();
    const tick = world.tick({ now: DAY_1, delivery: slow.delivery, timing: FROZEN });
    await slow.entered;
    await world.rows(`update scheduled_exports set status = 'paused'`);
    slow.release();
    await tick;
    expect(await world.run(id)).toMatchObject({ status: 'cancelled', reason: 'paused' });
    expect(await world.deliveries(id)).toEqual([]);
    expect(world.smtp.received).toEqual([]);
  });

  it('that fails after a pause is cancelled, not tried again, and nobody is told', async () => {
    const id = await once();
    const upload: ExportStorage['upload'] = async () => {
      await world.rows(`update scheduled_exports set status = 'paused'`);
      throw new ExportError('storage_unavailable', 'Storage was away.', { retryable: true });
    };
    expect(await world.tick({ now: DAY_1, timing: FROZEN, ...withStorage({ upload }) })).toMatchObject({
      retried: 0,
      failed: 0,
    });
    expect(await world.run(id)).toMatchObject({ status: 'cancelled', reason: 'paused' });
    expect(await world.notifications()).toEqual([]);
  });

  it('writes how many rows it has', async () => {
    await world.items([{ name: 'xx' }]);
    const id = await once({ report_type: 'many_items' });
    const seen: number[] = [];
    const upload: ExportStorage['upload'] = async (path, body, type) => {
      const passed = new PassThrough();
      const going = storage().upload(path, passed, type);
      for await (const chunk of body) {
        if (!passed.write(chunk)) await new Promise((resolve) => passed.once('drain', resolve));
        if (seen.length === 0) {
          const [row] = await until(() => world.rows('select progress_rows from export_runs where progress_rows > 0'));
          seen.push(row?.progress_rows);
        }
      }
      passed.end();
      await going;
    };
    await world.tick({ now: DAY_1, ...withStorage({ upload }) });
    expect(seen[0]).toBeGreaterThan(0);
    expect(seen[0]).toBeLessThan(200_000);
    expect(await world.run(id)).toMatchObject({ status: 'succeeded', progress_rows: 200_000 });
  });
});

describe('the deadline of a function', () => {
  /** @param share of a tick's time that the run had */
  async function cutOff(values = {}, share = 0.6) {
    const id = await once(values);
    const deadline = new AbortController();
    const slow = held();
    const tick = world.tick({
      now: DAY_1,
      delivery: slow.delivery,
      deadline: deadline.signal,
      closing: () => deadline.signal.aborted,
      reportTimeoutMs: 1000,
    });
    await slow.entered;
    await sleep(share * 1000);
    deadline.abort();
    slow.release();
    await tick;
    return id;
  }

  it('gives the attempt back and leaves the run to a long-lived worker', async () => {
    const id = await cutOff();
    expect(await world.run(id)).toMatchObject({ status: 'waiting', attempt: 0, needs_worker: true, lease_token: null });
    expect(await world.rows(`select from export_files where status <> 'removed'`)).toEqual([]);
    expect(await world.tick()).toMatchObject({ claimed: 0 });
    expect(await world.tick({ longLived: true })).toMatchObject({ claimed: 1, succeeded: 1 });
    expect(await world.run(id)).toMatchObject({ status: 'succeeded', attempt: 1 });
  });

  it('leaves a run that was claimed late in a tick to the next one', async () => {
    const id = await cutOff({}, 0);
    expect(await world.run(id)).toMatchObject({ status: 'waiting', attempt: 0, needs_worker: false });
    expect(await world.tick()).toMatchObject({ claimed: 1, succeeded: 1 });
    expect(world.smtp.received).toHaveLength(1);
  });

  it('fails the run when no worker comes for an hour, saying what to do', async () => {
    const id = await cutOff();
    await world.rows(`update export_runs set run_after = now() - interval '61 minutes'`);
    await world.tick();
    expect(await world.tick()).toMatchObject({ failed: 1 });
    const run = await world.run(id);
    expect(run).toMatchObject({ status: 'failed', error_code: 'too_long_for_function' });
    expect(run.error_message).toMatch(/pnpm worker/);
    expect((await world.notifications()).map(({ event }) => event)).toEqual(['first_failure']);
  });

  it('fails the run when the worker that took it never came back', async () => {
    const id = await cutOff();
    await world.rows(
      `update export_runs set status = 'running', attempt = 1, lease_token = gen_random_uuid(), lease_expires_at = now() - interval '61 minutes'`,
    );
    await world.tick();
    expect(await world.run(id)).toMatchObject({ status: 'failed', error_code: 'too_long_for_function' });
  });

  it('fails the run when the next occurrence overtakes it: it would never end otherwise', async () => {
    const id = await cutOff({ recurrence: '0 9 * * *' });
    await world.tick({ now: day(1) });
    expect(await world.runs(id)).toMatchObject([
      { status: 'failed', reason: 'superseded', error_code: 'too_long_for_function' },
      { status: 'succeeded' },
    ]);
  });

  it('does not requeue what was paused meanwhile', async () => {
    const id = await once();
    const deadline = new AbortController();
    const upload: ExportStorage['upload'] = async () => {
      await world.rows(`update scheduled_exports set status = 'paused'`);
      deadline.abort();
      throw new Error('cut off');
    };
    await world.tick({ now: DAY_1, timing: FROZEN, deadline: deadline.signal, ...withStorage({ upload }) });
    expect(await world.run(id)).toMatchObject({ status: 'cancelled', reason: 'paused' });
  });
});

it('a tick that closes claims nothing more, and says what remains', async () => {
  await once();
  await world.tick({ now: DAY_1, concurrency: 0 });
  await once({ name: 'second' });
  expect(await world.tick({ now: DAY_1, closing: () => true })).toMatchObject({ planned: 0, claimed: 0, remaining: 2 });
});

it('an organisation runs no more at once than its cap, and gives way to others', async () => {
  await world.rows('update organizations set max_concurrent_runs = 1 where id = $1', [world.organization]);
  try {
    for (const name of ['a', 'b', 'c']) await once({ name });
    const slow = held();
    const first = world.tick({ now: DAY_1, delivery: slow.delivery, concurrency: 1 });
    await slow.entered;
    expect(await world.tick({ now: DAY_1 })).toMatchObject({ claimed: 0, remaining: 2 });
    slow.release();
    expect(await first).toMatchObject({ claimed: 3, succeeded: 3 });
  } finally {
    await world.rows('update organizations set max_concurrent_runs = 4 where id = $1', [world.organization]);
  }
});

/** Waits until a heartbeat has extended the run's lease once more. */
async function beat(id: string): Promise<void> {
  const { lease_expires_at } = await world.run(id);
  await until(async () => ((await world.run(id)).lease_expires_at > lease_expires_at ? [true] : []));
}

async function everything() {
  return {
    runs: await world.rows('select * from export_runs order by id'),
    deliveries: await world.rows('select * from export_deliveries order by id'),
  };
}

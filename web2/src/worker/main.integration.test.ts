import { expect, it } from 'vitest';
import { REAL, startWorker, type WorkerProcess } from '#test/worker-process';
import { DAY_1, until, useWorld } from '#test/worker-world';

const world = useWorld();
const once = (values: Record<string, unknown> = {}) =>
  world.schedule({ recurrence: 'RRULE:FREQ=YEARLY;INTERVAL=500', starts_at: DAY_1, ...values });
const becomes = (id: string, status: string) =>
  until(async () => (await world.runs(id)).filter((run) => run.status === status));
/** As after a function's deadline, just now. */
async function tooLong(id: string): Promise<void> {
  await world.tick({ now: DAY_1, concurrency: 0 });
  await world.rows('update export_runs set needs_worker = true, run_after = now() where scheduled_export_id = $1', [
    id,
  ]);
}

/** `pnpm worker`, with nothing of its own to finish when it is told to end. */
async function withWorker(env: Record<string, string>, work: (worker: WorkerProcess) => Promise<void>): Promise<void> {
  const worker = startWorker(REAL, { WORKER_DRAIN_SECONDS: '0', ...env });
  try {
    await work(worker);
    worker.child.kill('SIGTERM');
    expect(await worker.exited, worker.output()).toEqual([0, null]);
    expect(worker.output()).toContain('worker stopped');
  } finally {
    worker.child.kill('SIGKILL');
  }
}

it('the long-lived worker takes what is too long for a function, and ends when it is told to', async () => {
  const id = await once();
  await tooLong(id);
  await world.tick();
  expect(await world.run(id)).toMatchObject({ status: 'queued' });
  await withWorker({}, async () => {
    await becomes(id, 'succeeded');
  });
  expect(
    await world.rows(
      `select result -> 'claimed' as claimed from worker_ticks where worker <> 'cron' and finished_at is not null`,
    ),
  ).not.toEqual([]);
});

it('an export of many minutes keeps the worker neither from planning nor from what others need', async () => {
  await world.items(Array.from({ length: 3000 }, (_, index) => ({ name: `Item ${index}` })));
  const long = await once({ name: 'long', report_type: 'slow_items' });
  await withWorker({ WORKER_CONCURRENCY: '2' }, async () => {
    await becomes(long, 'running');
    const first = await once({ name: 'first' });
    await becomes(first, 'succeeded');
    const second = await once({ name: 'second' });
    await tooLong(second);
    await becomes(second, 'succeeded');
    expect(await world.run(long)).toMatchObject({ status: 'running', attempt: 1 });
  });
  // What was cut off is left to others, and its query does not go on without a reader.
  expect(await world.run(long)).toMatchObject({ status: 'waiting', attempt: 0 });
  await until(async () =>
    (await world.rows(`select from pg_stat_activity where query like '%slow_items%' and pid <> pg_backend_pid()`))
      .length
      ? []
      : [true],
  );
});

import { describe, expect, it } from 'vitest';
import { expectPromisesKept, finish } from '#test/promises';
import { dice } from '#test/seed';
import { ONCE, someSchedules } from '#test/some-schedules';
import { REAL, startWorker } from '#test/worker-process';
import { DAY_1, until, useWorld } from '#test/worker-world';

const world = useWorld();

const running = () => until(() => world.rows(`select from export_runs where status = 'running'`));

describe('`pnpm worker` that is told to end', () => {
  it('finishes what it holds and claims nothing more', async () => {
    await world.items(Array.from({ length: 50 }, (_, index) => ({ name: `Item ${index}` })));
    for (const name of ['a', 'b', 'c']) await world.schedule({ ...ONCE, name, report_type: 'slow_items' });
    await world.tick({ now: DAY_1, concurrency: 0 });
    const worker = startWorker(REAL, { WORKER_CONCURRENCY: '1', WORKER_DRAIN_SECONDS: '120' });
    try {
      await running();
      worker.child.kill('SIGTERM');
      expect(await worker.exited, worker.output()).toEqual([0, null]);
    } finally {
      worker.child.kill('SIGKILL');
    }
    expect(await world.rows('select status, count(*) from export_runs group by status order by status')).toEqual([
      { status: 'delivering', count: 1 },
      { status: 'queued', count: 2 },
    ]);
    await world.items([{ name: 'Ana' }]); // the others need not take as long
    await finish(world);
    await expectPromisesKept(world, { occurrences: 3 });
    expect(await world.rows('select from export_runs where attempt > 1')).toEqual([]);
  });

  it('leaves to others what it cannot finish in time, and the attempt does not count', async () => {
    await world.items(Array.from({ length: 300 }, (_, index) => ({ name: `Item ${index}` })));
    await world.schedule({ ...ONCE, report_type: 'slow_items' });
    await world.tick({ now: DAY_1, concurrency: 0 });
    const worker = startWorker(REAL, { WORKER_DRAIN_SECONDS: '1' });
    try {
      await running();
      worker.child.kill('SIGTERM');
      expect(await worker.exited, worker.output()).toEqual([0, null]);
    } finally {
      worker.child.kill('SIGKILL');
    }
    expect(await world.row('select status, attempt, needs_worker, lease_token from export_runs')).toEqual({
      ...{ status: 'waiting', attempt: 0, needs_worker: false, lease_token: null },
    });
    await world.items([{ name: 'Ana' }]);
    await finish(world);
    await expectPromisesKept(world, { occurrences: 1 });
  });

  it('hears the signal once although a terminal and a package manager both pass it on', async () => {
    const worker = startWorker(REAL);
    await worker.prints('worker started');
    worker.child.kill('SIGINT');
    worker.child.kill('SIGTERM');
    expect(await worker.exited, worker.output()).toEqual([0, null]);
    expect(worker.output()).toContain('worker stopped');
  });

  it('with others of its kind and ticks beside it, has nothing lost or done twice', async () => {
    await someSchedules(world, 16, dice(3));
    await world.tick({ now: DAY_1, concurrency: 0 });
    const workers = [startWorker(REAL), startWorker(REAL)];
    try {
      await Promise.all(workers.map((worker) => worker.prints('worker started')));
      const tick = world.tick({ now: DAY_1 });
      for (const { child } of workers) child.kill('SIGTERM');
      for (const worker of workers) expect(await worker.exited, worker.output()).toEqual([0, null]);
      await tick;
    } finally {
      for (const { child } of workers) child.kill('SIGKILL');
    }
    await finish(world);
    await expectPromisesKept(world, { occurrences: 16 });
    expect(await world.rows('select from export_runs where attempt > 1')).toEqual([]);
    expect(await world.rows('select from export_deliveries where attempt > 1')).toEqual([]);
  });
});

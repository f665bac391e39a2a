import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { expectPromisesKept, finish } from '#test/promises';
import { dice, seeds } from '#test/seed';
import { ONCE, SHORT, someSchedules } from '#test/some-schedules';
import { REAL, SHORT_LEASES, startWorker, type WorkerProcess } from '#test/worker-process';
import { endLeases } from '#test/worker-steps';
import { DAY_1, until, useWorld } from '#test/worker-world';

const world = useWorld();

it.each(seeds())(
  'workers killed at any moment, with ticks beside them, lose and repeat nothing (FAULT_SEED=%i)',
  async (seed) => {
    const throws = dice(seed);
    const schedules = throws.between(6, 14);
    await someSchedules(world, schedules, throws);
    const workers: WorkerProcess[] = [];
    try {
      for (let count = 0; count < 2; count++) {
        workers.push(startWorker(SHORT_LEASES, { WORKER_CONCURRENCY: String(throws.between(1, 4)) }));
      }
      await Promise.all(workers.map((worker) => worker.prints('worker started')));
      await world.tick({ now: DAY_1, concurrency: 0 }); // plans
      const tick = world.tick({ now: DAY_1, concurrency: throws.between(0, 2), timing: SHORT });
      for (const worker of workers) {
        await sleep(throws.between(0, 1500));
        worker.child.kill('SIGKILL');
        await worker.exited;
        expect(worker.output()).not.toContain('unhandled');
      }
      await tick;
      await finish(world, { timing: SHORT });
      await expectPromisesKept(world, { occurrences: schedules });
    } finally {
      for (const { child } of workers) child.kill('SIGKILL');
    }
  },
);

it('a worker killed after the mail server took a mail, before it could say so, has it sent once more and marked', async () => {
  await world.schedule(ONCE);
  world.smtp.behave({ data: 'hang' });
  await world.tick({ now: DAY_1, concurrency: 0 });
  await killWhenReceived(1);
  world.smtp.behave({});
  await finish(world);
  await expectPromisesKept(world, { occurrences: 1 });
  expect(world.smtp.received).toHaveLength(2);
  expect(await world.rows('select status, uncertain, attempt from export_deliveries')).toEqual([
    { status: 'sent', uncertain: true, attempt: 2 },
  ]);
});

it('when that happens twice it is given up, and its owner is told to ask before sending again', async () => {
  await world.schedule(ONCE);
  world.smtp.behave({ data: 'hang' });
  await world.tick({ now: DAY_1, concurrency: 0 });
  await killWhenReceived(1);
  await killWhenReceived(2);
  world.smtp.behave({});
  await finish(world);
  await expectPromisesKept(world, { occurrences: 1 });
  expect(await world.rows('select status, error_code, attempt from export_deliveries')).toEqual([
    { status: 'failed', error_code: 'delivery_uncertain', attempt: 2 },
  ]);
});

/** Kills a worker that waits for the mail server's answer; two minutes later, so to speak, its lease is over. */
async function killWhenReceived(mails: number): Promise<void> {
  const worker = startWorker(REAL);
  try {
    await until(async () => (world.smtp.received.length === mails ? [true] : []));
  } finally {
    worker.child.kill('SIGKILL');
  }
  await worker.exited;
  await endLeases(world, 'export_deliveries');
}

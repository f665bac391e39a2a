import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectPromisesKept, finish } from '#test/promises';
import { dice, seeds } from '#test/seed';
import { ONCE, SHORT, someSchedules } from '#test/some-schedules';
import { SHORT_LEASES, startWorker, type WorkerProcess } from '#test/worker-process';
import { DAY_1, day, until, useWorld } from '#test/worker-world';

const world = useWorld();

describe('a worker that freezes', () => {
  /** Freezes one at a moment, lets a tick do its work, and thaws it: it must end by itself, having changed nothing. */
  async function freeze(
    moment: (worker: WorkerProcess) => Promise<unknown>,
    meanwhile: () => Promise<unknown>,
  ): Promise<void> {
    const worker = startWorker(SHORT_LEASES, { WORKER_CONCURRENCY: '2' });
    try {
      await moment(worker);
      worker.child.kill('SIGSTOP');
      await meanwhile();
      const before = await history();
      worker.child.kill('SIGCONT');
      await sleep(500);
      worker.child.kill('SIGTERM');
      expect(await worker.exited, worker.output()).toEqual([0, null]);
      expect(await history()).toEqual(before);
      expect(worker.output()).not.toContain('unhandled');
    } finally {
      worker.child.kill('SIGKILL');
    }
  }

  const history = async () => [
    await world.rows('select id, status, attempt, finished_at, error_code from export_runs order by id'),
    await world.rows('select id, status, attempt, sent_at, error_code, uncertain from export_deliveries order by id'),
  ];

  it.each(seeds())(
    'at any moment, and thaws after others did its work, changes nothing (FAULT_SEED=%i)',
    async (seed) => {
      const throws = dice(seed);
      const schedules = throws.between(3, 7);
      await someSchedules(world, schedules, throws);
      await world.tick({ now: DAY_1, concurrency: 0 });
      await freeze(
        async (worker) => {
          await worker.prints('worker started');
          await sleep(throws.between(0, 1500));
        },
        () => finish(world, { timing: SHORT }),
      );
      await expectPromisesKept(world, { occurrences: schedules });
    },
  );

  it('while the mail server is about to answer it, has the mail sent once more, and what it hears then counts no more', async () => {
    await world.schedule(ONCE);
    await world.tick({ now: DAY_1, concurrency: 0 });
    world.smtp.behave({ data: 'hang' });
    await freeze(
      () => until(async () => world.smtp.received),
      async () => {
        world.smtp.behave({});
        await finish(world, { timing: SHORT });
      },
    );
    await expectPromisesKept(world, { occurrences: 1 });
    expect(world.smtp.received).toHaveLength(2);
  });
});

it('a lease of a database whose clock was set back by a day ends within seconds all the same', async () => {
  await world.schedule(ONCE);
  await world.tick({ now: DAY_1, concurrency: 0 });
  await world.rows(
    `update export_runs set status = 'running', attempt = 1, lease_token = gen_random_uuid(), lease_expires_at = now() + interval '1 day'`,
  );
  await finish(world, { timing: { ...SHORT, leaseSeconds: 8 } });
  await expectPromisesKept(world, { occurrences: 1 });
  expect(await world.rows('select status, attempt from export_runs')).toEqual([{ status: 'succeeded', attempt: 2 }]);
});

describe('a clock that jumps', () => {
  it.each(seeds())(
    'forward and back plans each occurrence once, in order, whatever ticks see (FAULT_SEED=%i)',
    async (seed) => {
      const throws = dice(seed);
      const all = await world.schedule({
        name: 'all',
        catch_up: 'all',
        catch_up_window_hours: 720,
        targets: mailTo('all'),
      });
      const latest = await world.schedule({ name: 'latest', catch_up: 'latest', targets: mailTo('latest') });
      const skip = await world.schedule({ name: 'skip', catch_up: 'skip', targets: mailTo('skip') });
      let furthest = 0;
      for (let jump = 0; jump < 12; jump++) {
        const days = throws.between(0, 14);
        furthest = Math.max(furthest, days);
        const ticks = Array.from({ length: throws.between(1, 3) }, () =>
          world.tick({ now: day(days - throws.roll() * 0.4) }),
        );
        if (throws.roll() < 0.3) await Promise.all(ticks);
        else await Promise.race(ticks);
        await Promise.all(ticks);
      }
      // Ticks that went by a clock ahead of the database's left what the database does not take for due yet.
      await finish(world, { now: day(30) });
      await expectPromisesKept(world);
      expect((await world.runs(all)).map(({ status }) => status)).toEqual(Array(31).fill('succeeded'));
      const [ran] = await world.rows(
        `select bool_and(started_at >= before) is not false as ordered from (
         select started_at, lag(started_at) over (order by scheduled_for) as before from export_runs where scheduled_export_id = $1) runs`,
        [all],
      );
      expect(ran).toEqual({ ordered: true });
      for (const id of [latest, skip]) {
        const accounted = await world.row(
          `select sum(case when reason = 'missed' then missed_count else 1 + missed_count end) as occurrences from export_runs where scheduled_export_id = $1`,
          [id],
        );
        expect(Number(accounted.occurrences), 'each occurrence ran or is said to be missed').toBe(31);
      }
    },
  );
});

const mailTo = (name: string) => JSON.stringify([{ method: 'email', to: [`${name}@x.example`] }]);

describe('people who pause, resume, edit and delete in the middle of it', () => {
  it.each(seeds())('get what they asked for, and no run is left behind (FAULT_SEED=%i)', async (seed) => {
    const throws = dice(seed);
    await someSchedules(world, 6, throws);
    await world.rows(`update scheduled_exports set recurrence = '0 9 * * *'`);
    await world.rows(`update scheduled_exports set planned_through = $1, next_run_at = $2`, [day(-0.5), DAY_1]);
    const ids = (await world.rows('select id from scheduled_exports')).map(({ id }) => id as string);
    const people = (async () => {
      for (let act = 0; act < 15; act++) {
        const id = throws.pick(ids);
        const change = world.owner.client.from('scheduled_exports');
        const { error } = await throws.pick([
          () => change.update({ status: 'paused' }).eq('id', id),
          () => change.update({ status: 'active' }).eq('id', id),
          () => change.update({ recurrence: `${throws.between(0, 59)} 9 * * *` }).eq('id', id),
          () => change.update({ name: `Renamed ${act}` }).eq('id', id),
          () => world.owner.client.rpc('delete_scheduled_export', { id }),
        ])();
        // To pause what is paused, to delete what is deleted, and to change when what is due runs, is refused: nothing else may be.
        if (error) expect(error.message).toMatch(/cannot become|no such|is being planned/i);
        await sleep(throws.between(0, 150));
      }
    })();
    for (let ticks = 0; ticks < 6; ticks++) {
      await Promise.all([
        world.tick({ now: day(ticks), timing: SHORT }),
        world.tick({ now: day(ticks), timing: SHORT }),
      ]);
    }
    await people;
    await finish(world, { now: day(6), timing: SHORT });
    await expectPromisesKept(world);
    const stray = await world.rows(
      `select r.id from export_runs r join scheduled_exports s on s.id = r.scheduled_export_id
       where r.status = 'succeeded' and r.started_at > s.deleted_at`,
    );
    expect(stray, 'nothing began after it was deleted').toEqual([]);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { crashBackend, endSessions, postgresBack, stopPostgres } from '#test/postgres-process';
import { expectPromisesKept, finish } from '#test/promises';
import { dice, seeds } from '#test/seed';
import { ONCE, SHORT, someSchedules } from '#test/some-schedules';
import { startTcpProxy, type TcpProxy } from '#test/tcp-proxy';
import { SHORT_LEASES, startWorker } from '#test/worker-process';
import { endLeases } from '#test/worker-steps';
import { DAY_1, until, useWorld } from '#test/worker-world';
import { createDatabase, type Database } from '@/lib/db';
import type { WorkerDeps } from './worker-deps';

const world = useWorld();
/** Between the worker and its database. */
let network: TcpProxy;
let db: Database;

beforeAll(async () => {
  network = await startTcpProxy({ host: '127.0.0.1', port: Number(new URL(inject('local').database_url).port) });
  const url = network.through(inject('local').database_url);
  // Not prepared, as over a pooler: the network is told by a statement's text whose answer to lose.
  db = createDatabase({ url, sessionUrl: url, max: 6, prepare: false, onError: () => undefined });
});
afterEach(() => network.behave('pass'));
afterAll(async () => {
  await db.close();
  await network.stop();
});

/** A tick, and the next after one that failed with its database, as the cron would call them. */
async function tickThrough(overrides: Partial<WorkerDeps> = {}): Promise<void> {
  let last: unknown;
  for (let tries = 0; tries < 100; tries++) {
    try {
      await world.tick({ db, timing: SHORT, ...overrides });
      return;
    } catch (error) {
      last = error;
      await sleep(200);
    }
  }
  throw new Error('No tick came through', { cause: last });
}

const faults: Record<string, () => Promise<void>> = {
  'a fast restart': () => stopPostgres('SIGINT'),
  'an immediate restart': () => stopPostgres('SIGQUIT'),
  'a crash of one backend': crashBackend,
  'the end of every session': endSessions,
  'a network that is cut': async () => network.cut(),
  'a network that is away': async () => {
    network.behave('refuse');
    await sleep(1500);
    network.behave('pass');
  },
  'a network that hangs': async () => {
    network.behave('hang');
    await sleep(1500);
    network.cut();
    network.behave('pass');
  },
};

describe('in the middle of everything', () => {
  const kinds = Object.keys(faults);
  it.each(seeds().map((seed) => [dice(seed).pick(kinds), seed] as const))(
    '%s costs attempts at most (FAULT_SEED=%i)',
    async (fault, seed) => {
      const throws = dice(seed);
      const schedules = throws.between(4, 10);
      await someSchedules(world, schedules, throws);
      await world.tick({ now: DAY_1, concurrency: 0 });
      const worker = startWorker(SHORT_LEASES, { DATABASE_URL: network.through(inject('local').database_url) });
      try {
        if (throws.roll() < 0.5) await worker.prints('worker started');
        const ticks = Promise.all([tickThrough(), tickThrough()]);
        ticks.catch(() => undefined); // heard below, unless something else fails first
        await sleep(throws.between(0, 1500));
        await faults[fault]?.();
        await postgresBack();
        await ticks;
        await finish(world, { timing: SHORT });
        await worker.prints('worker started');
        worker.child.kill('SIGTERM');
        expect(await worker.exited, worker.output()).toEqual([0, null]);
        expect(worker.output()).not.toContain('unhandled');
        await finish(world, { timing: SHORT });
        await expectPromisesKept(world, { occurrences: schedules });
      } finally {
        worker.child.kill('SIGKILL');
      }
    },
  );
});

it('a server that is away for seconds while a send is recorded does not have it sent again', async () => {
  await world.schedule(ONCE);
  let stopped: Promise<void> | undefined;
  world.smtp.onReceived = () => {
    stopped ??= stopPostgres('SIGINT');
  };
  // Another lane may meet the server that is away, which ends the tick; what was sent is recorded first.
  await world.tick({ now: DAY_1, db }).catch(() => undefined);
  await stopped;
  await postgresBack();
  await finish(world);
  await expectPromisesKept(world, { occurrences: 1 });
  expect(world.smtp.received).toHaveLength(1);
  expect(await world.rows('select status, attempt, uncertain from export_deliveries')).toEqual([
    { status: 'sent', attempt: 1, uncertain: false },
  ]);
});

describe('a commit whose answer is lost', () => {
  it('after sending is not taken for a send that failed', async () => {
    await world.schedule(ONCE);
    let lost: Promise<void> | undefined;
    world.smtp.onReceived = () => {
      lost ??= network.loseAnswerTo('commit');
    };
    await world.tick({ now: DAY_1, db });
    await lost;
    await finish(world);
    await expectPromisesKept(world, { occurrences: 1 });
    expect(world.smtp.received).toHaveLength(1);
  });

  it('after the file became ready keeps the file, and it is sent', async () => {
    await world.schedule(ONCE);
    const { storage } = world.deps().delivery;
    let lost: Promise<void> | undefined;
    const upload: typeof storage.upload = async (...args) => {
      await storage.upload(...args);
      // Reports commit over a connection of their own: that comes first.
      lost = network.loseAnswerTo('commit').then(() => network.loseAnswerTo('commit'));
    };
    await world.tick({
      now: DAY_1,
      db,
      concurrency: 1,
      delivery: { ...world.deps().delivery, storage: { ...storage, upload } },
    });
    await lost;
    await finish(world);
    await expectPromisesKept(world, { occurrences: 1 });
    expect(world.smtp.received).toHaveLength(1);
  });

  it('after planning makes no occurrence twice', async () => {
    await world.schedule(ONCE);
    const lost = network.loseAnswerTo('commit');
    await expect(world.tick({ now: DAY_1, db })).rejects.toThrow();
    await lost;
    await finish(world);
    await expectPromisesKept(world, { occurrences: 1 });
    expect(world.smtp.received).toHaveLength(1);
  });

  it('after a claim leaves the run to its lease', async () => {
    await world.schedule(ONCE);
    await world.tick({ now: DAY_1, concurrency: 0 });
    // Of the claim of what is queued: the look for expired leases comes before it, and finds nothing.
    const lost = network.loseAnswerTo('and (r.turn = 1 or');
    await expect(world.tick({ now: DAY_1, db, concurrency: 1 })).rejects.toThrow();
    await lost;
    await endLeases(world, 'export_runs');
    await finish(world);
    await expectPromisesKept(world, { occurrences: 1 });
    expect(await world.rows('select attempt from export_runs')).toEqual([{ attempt: 2 }]);
  });
});

it('whoever hears nothing of the database stops by its own clock before another takes over', async () => {
  await world.items([{ name: 'xx' }]);
  await world.schedule({ ...ONCE, report_type: 'many_items' });
  await world.tick({ now: DAY_1, concurrency: 0 });
  const { storage } = world.deps().delivery;
  const upload: typeof storage.upload = async (_path, body) => {
    network.behave('hang');
    for await (const _chunk of body) await sleep(1);
  };
  const delivery = { ...world.deps().delivery, storage: { ...storage, upload } };
  const cutOff = world.tick({ db, delivery, concurrency: 1, timing: SHORT }).catch(() => 'failed');
  await until(async () => world.logged.filter(({ fields }) => fields.reason === 'lease_lost'));
  const [run] = await world.rows('select status, attempt from export_runs');
  expect(run).toEqual({ status: 'running', attempt: 1 });
  network.behave('refuse');
  network.behave('pass');
  await cutOff;
  await finish(world, { timing: SHORT });
  await expectPromisesKept(world, { occurrences: 1 });
});

it('more lanes than connections wait for each other, and leases are extended all the same', async () => {
  const url = network.through(inject('local').database_url);
  const narrow = createDatabase({ url, sessionUrl: url, max: 1, prepare: true, onError: () => undefined });
  try {
    const schedules = ['a', 'b', 'c'];
    await world.items([{ name: 'Ana' }, { name: 'Bea' }, { name: 'Cleo' }]);
    for (const name of schedules) await world.schedule({ ...ONCE, name, report_type: 'slow_items' });
    const tick = world.tick({ now: DAY_1, db: narrow, concurrency: schedules.length });
    await until(() =>
      world.rows(`select from export_runs where lease_expires_at > started_at + interval '120.1 seconds'`),
    );
    await tick;
    await finish(world);
    await expectPromisesKept(world, { occurrences: schedules.length });
    expect(await world.rows('select from export_runs where attempt > 1')).toEqual([]);
    expect(world.logged.filter(({ message }) => message === 'heartbeat failed')).toEqual([]);
  } finally {
    await narrow.close();
  }
});

it('a process that freezes within a transaction loses its rows before others give up waiting for them', async () => {
  const setting = await db.transaction({ actor: 'test' }, (tx) =>
    tx.query(`select current_setting('idle_in_transaction_session_timeout') as value`),
  );
  expect(setting).toEqual([{ value: '30s' }]);
});

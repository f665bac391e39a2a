import { beforeAll, expect, it } from 'vitest';
import { type Person, signUp } from '#test/people';
import { expectPromisesKept, finish } from '#test/promises';
import { seeds } from '#test/seed';
import { ONCE } from '#test/some-schedules';
import { DAY_1, useWorld } from '#test/worker-world';

const world = useWorld();
const MANY = seeds().length >= 50 ? 500 : 60;
const TICKS = 4;
const LANES = 2;
/** At most so many of the big tenant come first: what was under way, one more on each lane, and who had the same turn. */
const FEW = 2 * TICKS * LANES;
const RECIPIENTS = 200;

let neighbour: Person;
beforeAll(async () => {
  neighbour = await signUp(world.pool, 'Nina');
  await world.rows('update organizations set allow_outside_recipients = true where id = $1', [neighbour.home]);
});

const to = (...addresses: string[]) => JSON.stringify([{ method: 'email', to: addresses }]);
const ofNeighbour = () => ({
  ...ONCE,
  organization_id: neighbour.home,
  owner_id: neighbour.id,
  targets: to('nina@x.example'),
});

const plan = () => world.tick({ now: DAY_1, concurrency: 0 });

async function manyTicks(): Promise<void> {
  await Promise.all(Array.from({ length: TICKS }, () => world.tick({ now: DAY_1, concurrency: LANES })));
}

/** What of the other tenant came before the neighbour's one was taken up, and while its mail stood in line. */
async function before(): Promise<{ runs: number; mails: number; meanwhile: number }> {
  const place = await world.row(
    `select (select count(*) from export_runs r where r.organization_id <> $1 and r.started_at < mine.started_at) as runs,
       (select count(*) from export_deliveries d where d.organization_id <> $1 and d.sent_at < mine.started_at) as mails,
       (select count(*) from export_deliveries d where d.organization_id <> $1 and d.sent_at > mine.created_at and d.sent_at < mine.sent_at) as meanwhile
     from (select r.started_at, d.created_at, d.sent_at from export_runs r join export_deliveries d on d.run_id = r.id where r.organization_id = $1) mine`,
    [neighbour.home],
  );
  return place as Awaited<ReturnType<typeof before>>;
}

it(`a tenant with ${MANY} due runs does not delay another's only one by more than a few, when many ticks run`, async () => {
  for (let number = 1; number <= MANY; number++) await world.schedule({ ...ONCE, name: `Items ${number}` });
  await plan();
  await world.schedule(ofNeighbour());
  await plan();
  await manyTicks();
  await finish(world, { now: DAY_1 });
  await expectPromisesKept(world, { occurrences: MANY + 1 });
  const { runs, mails, meanwhile } = await before();
  expect(runs).toBeLessThanOrEqual(FEW);
  expect(mails).toBeLessThanOrEqual(FEW);
  // How many lanes send while one of them sends is up to the machine; without turns, all others would come first.
  expect(meanwhile).toBeLessThan(MANY / 2);
}, 900_000);

it('a file with hundreds of recipients holds up neither the run nor the mail of another tenant', async () => {
  const recipients = Array.from({ length: RECIPIENTS }, (_, index) => `r${index}@x.example`);
  await world.schedule({
    ...ONCE,
    targets: JSON.stringify([
      { method: 'email', to: recipients.slice(0, 100) },
      { method: 'email', to: recipients.slice(100) },
    ]),
  });
  const { storage } = world.deps().delivery;
  let made = false;
  const upload: typeof storage.upload = async (...args) => {
    await storage.upload(...args);
    made = true;
  };
  const delivery = { ...world.deps().delivery, storage: { ...storage, upload } };
  await world.tick({ now: DAY_1, concurrency: 1, delivery, closing: () => made });
  expect(await world.rows('select from export_deliveries')).toHaveLength(RECIPIENTS);
  await world.schedule(ofNeighbour());
  await plan();
  await manyTicks();
  await finish(world, { now: DAY_1 });
  await expectPromisesKept(world, { occurrences: 2 });
  expect(world.smtp.received).toHaveLength(RECIPIENTS + 1);
  const { mails, meanwhile } = await before();
  expect(mails).toBeLessThanOrEqual(FEW);
  expect(meanwhile).toBeLessThan(RECIPIENTS / 2);
});

it('no tenant runs more at once than its cap, however many ticks come', async () => {
  await world.rows('update organizations set max_concurrent_runs = 2 where id = $1', [world.organization]);
  let most = 0;
  try {
    for (let number = 1; number <= 12; number++) {
      await world.schedule({ ...ONCE, name: `Items ${number}`, report_type: 'slow_items' });
    }
    await world.tick({ now: DAY_1, concurrency: 0 });
    const ticks = Promise.all(Array.from({ length: 2 }, () => world.tick({ now: DAY_1, concurrency: 3 })));
    let over = false;
    const watch = (async () => {
      while (!over) {
        const [row] = await world.rows(`select count(*) as running from export_runs where status = 'running'`);
        most = Math.max(most, row?.running);
      }
    })();
    await ticks;
    over = true;
    await watch;
    await finish(world, { now: DAY_1 });
    await expectPromisesKept(world, { occurrences: 12 });
    // The cap is soft: two claims at the same instant may each see room for one.
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(4);
  } finally {
    await world.rows('update organizations set max_concurrent_runs = 4 where id = $1', [world.organization]);
  }
});

import { expect, it } from 'vitest';
import { DAY_1, day, useWorld } from '#test/worker-world';

// Monday 2 March 2026 is the first occurrence; the days after it are 3, 4 and 5 March.
const world = useWorld();

async function closed(starts_on: string, ends_on = starts_on, name = 'Stocktaking') {
  await world.rows('insert into blackout_dates (organization_id, name, starts_on, ends_on) values ($1, $2, $3, $4)', [
    world.organization,
    name,
    starts_on,
    ends_on,
  ]);
}

async function open(country: string | null = null) {
  await world.rows('delete from blackout_dates where organization_id = $1', [world.organization]);
  await world.rows('update organizations set holiday_country = $2 where id = $1', [world.organization, country]);
}

const history = async (id: string) =>
  (await world.runs(id)).map(({ scheduled_for, status, reason, holiday, moved_to }) => [
    ...[(scheduled_for.getTime() - DAY_1.getTime()) / 86_400_000, status, reason, holiday],
    ...(moved_to ? [(moved_to.getTime() - DAY_1.getTime()) / 86_400_000] : []),
  ]);

it('skips an occurrence on a blackout date, says so in the history, and sends nothing', async () => {
  await open();
  await closed('2026-03-02');
  const id = await world.schedule({ on_holidays: 'skip' });
  await world.tick({ now: DAY_1 });
  expect(await history(id)).toEqual([[0, 'skipped', 'holiday', 'Stocktaking']]);
  expect(world.smtp.received).toEqual([]);
  await world.tick({ now: day(1) });
  expect(await history(id)).toEqual([
    [0, 'skipped', 'holiday', 'Stocktaking'],
    [1, 'succeeded', null, null],
  ]);
});

it('skips the public holidays of the organisation’s country', async () => {
  await open('US');
  const skipped = await world.schedule({ on_holidays: 'skip', planned_through: new Date('2026-12-24T10:00:00Z') });
  await world.tick({ now: new Date('2026-12-25T09:00:00Z') });
  expect(await world.run(skipped)).toMatchObject({ status: 'skipped', reason: 'holiday', holiday: 'Christmas Day' });
});

it('runs on a holiday what is to run anyway', async () => {
  await open();
  await closed('2026-03-02');
  const id = await world.schedule();
  await world.tick({ now: DAY_1 });
  expect(await history(id)).toEqual([[0, 'succeeded', null, null]]);
});

it('moves a run to the next business day, for its own occurrence', async () => {
  await open();
  await closed('2026-03-02', '2026-03-03');
  const id = await world.schedule({ on_holidays: 'next_business_day', recurrence: '0 9 * * 1' });
  await world.tick({ now: DAY_1 });
  expect(await history(id)).toEqual([[0, 'waiting', null, 'Stocktaking', 2]]);
  await world.tick({ now: day(1.9) });
  expect(await history(id)).toEqual([[0, 'waiting', null, 'Stocktaking', 2]]);
  await world.tick({ now: day(2) });
  expect(await history(id)).toEqual([[0, 'succeeded', null, 'Stocktaking', 2]]);
});

it('does not call a moved run late for the days that it waited', async () => {
  await open();
  const date = (days: number) => new Date(Math.floor(Date.now() / 86_400_000 + days) * 86_400_000);
  await closed(...([-1, 0].map((days) => date(days).toISOString().slice(0, 10)) as [string, string]));
  const id = await world.schedule({
    ...{ on_holidays: 'next_business_day', recurrence: '0 0 * * *', ends_at: new Date(date(-1).getTime() + 1) },
    ...{ planned_through: date(-2), starts_at: date(-1), next_run_at: date(-1) },
  });
  await world.tick({ now: date(-1) });
  const { moved_to } = await world.run(id);
  await world.tick({ now: moved_to });
  expect(await world.run(id)).toMatchObject({ status: 'succeeded', scheduled_for: date(-1) });
  const [mail] = world.smtp.received;
  expect(mail?.raw).toContain('Items for Ana');
  expect(mail?.raw).not.toMatch(/ late/);
});

it('merges two occurrences that move to one day, also when they are planned by different ticks', async () => {
  await open();
  await closed('2026-03-02', '2026-03-03');
  const id = await world.schedule({ on_holidays: 'next_business_day', recurrence: '0 9 * * 1,2' });
  await world.tick({ now: DAY_1 });
  await world.tick({ now: day(1) });
  await world.tick({ now: day(2) });
  expect(await history(id)).toEqual([
    [0, 'succeeded', null, 'Stocktaking', 2],
    [1, 'skipped', 'merged', 'Stocktaking'],
  ]);
  expect(world.smtp.received).toHaveLength(1);
});

it('keeps a moved run through newer occurrences before its day, which overtake it only from then on', async () => {
  await open();
  await closed('2026-03-02', '2026-03-02');
  await closed('2026-03-03', '2026-03-03');
  // Monday moves to Wednesday; Sunday to Saturday are plain days of their own.
  const id = await world.schedule({ on_holidays: 'next_business_day', recurrence: '0 9,21 * * 1,3' });
  await world.tick({ now: DAY_1 });
  await world.tick({ now: day(0.5) });
  expect(await history(id)).toEqual([
    [0, 'waiting', null, 'Stocktaking', 2],
    [0.5, 'skipped', 'merged', 'Stocktaking'],
  ]);
  await world.tick({ now: day(2) });
  expect((await history(id)).map(([, status, reason]) => [status, reason])).toEqual([
    ['skipped', 'superseded'],
    ['skipped', 'merged'],
    ['succeeded', null],
  ]);
});

it('with the policy "all" runs a moved occurrence beside the one of that day', async () => {
  await open();
  await closed('2026-03-02');
  const id = await world.schedule({ on_holidays: 'next_business_day', catch_up: 'all' });
  await world.tick({ now: DAY_1 });
  await world.tick({ now: day(1) });
  await world.tick({ now: day(1) });
  expect(await history(id)).toEqual([
    [0, 'succeeded', null, 'Stocktaking', 1],
    [1, 'succeeded', null, null],
  ]);
});

it('asks for no calendar when every schedule of the batch runs on any day', async () => {
  await open();
  await world.schedule();
  const asked: string[] = [];
  const db = {
    ...world.database,
    transaction: ((actor, work) =>
      world.database.transaction(actor, (inner) =>
        work({
          query: (text, values) => {
            asked.push(text);
            return inner.query(text, values);
          },
        }),
      )) as typeof world.database.transaction,
  };
  await world.tick({ now: DAY_1, db });
  expect(asked.some((text) => text.includes('export_runs'))).toBe(true);
  expect(asked.filter((text) => text.includes('blackout_dates') || text.includes('moved_to >'))).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { documentedTable } from '#test/semantics';
import { closed } from '#test/worker-steps';
import { DAY_1, day, useWorld } from '#test/worker-world';

// The first occurrence is on Monday 2 March 2026.
const world = useWorld();

/** Day of the occurrence, what became of it, the holiday, and the day to which that moved it. */
const history = async (id: string) =>
  (await world.runs(id)).map(({ scheduled_for, status, reason, holiday, moved_to }) => [
    ...[(scheduled_for.getTime() - DAY_1.getTime()) / 86_400_000, reason ?? status, holiday],
    ...(moved_to ? [(moved_to.getTime() - DAY_1.getTime()) / 86_400_000] : []),
  ]);

const mover = (values: Record<string, unknown>) => world.schedule({ on_holidays: 'next_business_day', ...values });

describe('an occurrence on a holiday', () => {
  const scenarios: Record<string, () => Promise<void>> = {
    async run() {
      await closed(world, '2026-03-02');
      const id = await world.schedule();
      await world.tick({ now: DAY_1 });
      expect(await history(id)).toEqual([[0, 'succeeded', null]]);
    },
    async skip() {
      await closed(world, '2026-03-02');
      const id = await world.schedule({ on_holidays: 'skip' });
      await world.tick({ now: DAY_1 });
      expect(await history(id)).toEqual([[0, 'holiday', 'Stocktaking']]);
      expect(world.smtp.received).toEqual([]);
      await world.tick({ now: day(1) });
      expect(await history(id)).toEqual([
        [0, 'holiday', 'Stocktaking'],
        [1, 'succeeded', null],
      ]);
    },
    async next_business_day() {
      await closed(world, '2026-03-02', '2026-03-03');
      const id = await mover({ recurrence: '0 9 * * 1' });
      await world.tick({ now: DAY_1 });
      await world.tick({ now: day(1.9) });
      expect(await history(id)).toEqual([[0, 'waiting', 'Stocktaking', 2]]);
      await world.tick({ now: day(2) });
      expect(await history(id)).toEqual([[0, 'succeeded', 'Stocktaking', 2]]);
    },
  };

  it('is documented for each choice there is', () => {
    const rows = documentedTable('Planning', '`on_holidays`').map((row) => row['`on_holidays`']);
    expect(rows).toEqual(Object.keys(scenarios));
  });

  it.each(Object.entries(scenarios))('with “%s”', (_choice, scenario) => scenario());
});

describe('where a moved occurrence meets another:', () => {
  const scenarios: Record<string, () => Promise<void>> = {
    async 'a second occurrence moves to a day that already has a moved run'() {
      await closed(world, '2026-03-02', '2026-03-03');
      const id = await mover({ recurrence: '0 9 * * 1,2' });
      for (const each of [0, 1, 2]) await world.tick({ now: day(each) });
      expect(await history(id)).toEqual([
        [0, 'succeeded', 'Stocktaking', 2],
        [1, 'merged', 'Stocktaking'],
      ]);
      expect(world.smtp.received).toHaveLength(1);
    },
    async "a newer occurrence is planned before the moved run's time"() {
      await closed(world, '2026-03-06');
      // Friday moves to Monday; Saturday and Sunday are days of their own.
      const id = await mover({ planned_through: day(3.5), next_run_at: day(4) });
      for (const each of [4, 5]) await world.tick({ now: day(each) });
      expect(await history(id)).toEqual([
        [4, 'waiting', 'Stocktaking', 7],
        [5, 'succeeded', null],
      ]);
    },
    async 'a newer occurrence is due when the moved run is'() {
      await closed(world, '2026-03-02');
      const latest = await mover({});
      const all = await mover({ catch_up: 'all' });
      for (const each of [0, 1, 1]) await world.tick({ now: day(each) });
      expect(await history(latest)).toEqual([
        [0, 'superseded', 'Stocktaking', 1],
        [1, 'succeeded', null],
      ]);
      expect(await history(all)).toEqual([
        [0, 'succeeded', 'Stocktaking', 1],
        [1, 'succeeded', null],
      ]);
    },
    async "downtime until after the moved run's time"() {
      await closed(world, '2026-03-02');
      const values = { recurrence: '0 9 * * 1', catch_up: 'skip' };
      const soon = await mover(values);
      await world.tick({ now: day(1.9) });
      expect(await history(soon)).toEqual([[0, 'succeeded', 'Stocktaking', 1]]);
      const late = await mover(values);
      await world.tick({ now: day(2.1) });
      expect(await history(late)).toEqual([[0, 'missed', null]]);
    },
    async 'no business day within a year'() {
      await closed(world, '2026-03-01', '2026-12-31');
      await closed(world, '2027-01-01', '2027-12-31');
      const id = await mover({});
      await world.tick({ now: DAY_1 });
      expect(await history(id)).toEqual([[0, 'holiday', 'Stocktaking']]);
    },
  };

  it('each case is documented', () => {
    expect(documentedTable('Planning', 'two meet').map((row) => row['two meet'])).toEqual(Object.keys(scenarios));
  });

  it.each(Object.entries(scenarios))('%s', (_case, scenario) => scenario());
});

it('moves its last occurrence past its end, and runs it there although the schedule has ended', async () => {
  await closed(world, '2026-03-02');
  const id = await mover({ ends_at: DAY_1, catch_up: 'all' });
  await world.tick({ now: DAY_1 });
  expect(await history(id)).toEqual([[0, 'waiting', 'Stocktaking', 1]]);
  expect(await world.row('select status from scheduled_exports where id = $1', [id])).toEqual({ status: 'ended' });
  await world.tick({ now: day(1) });
  expect(await history(id)).toEqual([[0, 'succeeded', 'Stocktaking', 1]]);
});

it('after downtime with “all” runs the moved occurrence and those after it in their order, up to the end', async () => {
  await closed(world, '2026-03-02');
  const id = await mover({ ends_at: day(2), catch_up: 'all', catch_up_window_hours: 72 });
  for (let ticks = 0; ticks < 4; ticks++) await world.tick({ now: day(3) });
  expect(await history(id)).toEqual([
    [0, 'succeeded', 'Stocktaking', 1],
    [1, 'succeeded', null],
    [2, 'succeeded', null],
  ]);
  const started = (await world.runs(id)).map(({ started_at }) => started_at.getTime());
  expect(started).toEqual(started.toSorted((a, b) => a - b));
  expect(world.smtp.received).toHaveLength(3);
});

it('that waits for its day is cancelled by a pause, and kept by an edit', async () => {
  await closed(world, '2026-03-02', '2026-03-03');
  const [paused, edited] = [await mover({}), await mover({})];
  await world.tick({ now: DAY_1 });
  await world.rows(`update scheduled_exports set status = 'paused' where id = $1`, [paused]);
  await world.rows(`update scheduled_exports set recurrence = '0 9 1 1 *' where id = $1`, [edited]);
  await world.tick({ now: day(2) });
  expect(await history(paused)).toEqual([[0, 'paused', 'Stocktaking', 2]]);
  expect(await history(edited)).toEqual([[0, 'succeeded', 'Stocktaking', 2]]);
});

it('minds the public holidays of the organisation’s country', async () => {
  await world.rows(`update organizations set holiday_country = 'US' where id = $1`, [world.organization]);
  const id = await world.schedule({ on_holidays: 'skip', planned_through: new Date('2026-12-24T10:00:00Z') });
  await world.tick({ now: new Date('2026-12-25T09:00:00Z') });
  expect(await world.run(id)).toMatchObject({ status: 'skipped', reason: 'holiday', holiday: 'Christmas Day' });
});

it('minds no holiday of another organisation', async () => {
  const id = await world.schedule({ on_holidays: 'skip' });
  const other = await world.row(
    `insert into organizations (name, holiday_country) values ('Other', 'US') returning id`,
  );
  await closed({ ...world, organization: other.id }, '2026-03-02');
  await world.tick({ now: DAY_1 });
  expect(await history(id)).toEqual([[0, 'succeeded', null]]);
});

it('does not call a moved run late for the days that it waited', async () => {
  const midnight = Math.floor(Date.now() / 86_400_000) * 86_400_000;
  const date = (days: number) => new Date(midnight + days * 86_400_000);
  const [yesterday, today] = [-1, 0].map((days) => date(days).toISOString().slice(0, 10));
  await closed(world, `${yesterday}`, `${today}`);
  const id = await mover({
    ...{ recurrence: '0 0 * * *', ends_at: new Date(date(-1).getTime() + 1) },
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

it('asks for no calendar when every schedule of the batch runs on any day', async () => {
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

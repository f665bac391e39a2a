import { expect, it } from 'vitest';
import { DAY_1, useWorld } from '#test/worker-world';

const world = useWorld();

it('plans, runs, delivers and records an occurrence in one tick', async () => {
  const id = await world.schedule();
  const result = await world.tick({ now: DAY_1 });
  expect(result).toMatchObject({ planned: 1, claimed: 1, succeeded: 1, delivered: 1, failed: 0, remaining: 0 });
  expect(await world.run(id)).toMatchObject({ status: 'succeeded', scheduled_for: DAY_1, attempt: 1, missed_count: 0 });
  expect(world.smtp.received.map(({ to }) => to)).toEqual([['ana@x.example']]);
});

import type { Dice } from './seed';
import { DAY_1, type World } from './worker-world';

/** Leases of seconds, as in `short-lease-worker.ts`, so that nobody waits for two minutes until a dead one is taken over. */
export const SHORT = { leaseSeconds: 3, heartbeatMs: 500, backoffSeconds: () => 0.2 };

/** One occurrence, at DAY_1. */
export const ONCE = { recurrence: 'RRULE:FREQ=YEARLY;INTERVAL=500', starts_at: DAY_1 };

/** Schedules of any kind with one occurrence each: quick, slow and large reports, one recipient or several. */
export async function someSchedules(world: World, count: number, { pick, between }: Dice): Promise<void> {
  await world.items([{ name: 'Ana' }, { name: 'Bea' }, { name: 'Cleo' }]);
  for (let number = 1; number <= count; number++) {
    const to = Array.from({ length: between(1, 3) }, (_, index) => `r${index}@x.example`);
    await world.schedule({
      ...ONCE,
      name: `Items ${number}`,
      report_type: pick(['items', 'items', 'slow_items', 'many_items']),
      targets: JSON.stringify([{ method: 'email', to }]),
    });
  }
}

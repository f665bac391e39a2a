import { expect, it } from 'vitest';
import { join, type Person, signUp } from '#test/people';
import { transitionTable, walkTransitions } from '#test/semantics';
import { DAY_1, day, useWorld } from '#test/worker-world';
import { SCHEDULE_STATUSES } from '@/scheduled-exports/schema';

const world = useWorld();

/** A change as a person makes it, past our API and under row-level security. */
async function change(id: string, values: Record<string, unknown>, person: Person = world.owner) {
  const { error } = await person.client.from('scheduled_exports').update(values).eq('id', id);
  return error;
}

/** One that came to this status by the service. */
async function scheduleThatIs(status: string): Promise<string> {
  const id = await world.schedule();
  await world.rows('update scheduled_exports set status = $2 where id = $1', [id, status]);
  return id;
}

async function create(status: string) {
  const { error } = await world.owner.client.from('scheduled_exports').insert({
    ...{ organization_id: world.organization, name: 'Mine', report_type: 'items', format: 'csv', status },
    ...{ recurrence: '0 9 * * *', targets: [{ method: 'download' }] },
  });
  return error;
}

/** A schedule whose owner is another member, and then leaves. */
async function ownerLeaves(policy: 'transfer' | 'pause'): Promise<void> {
  const leaver = await signUp(world.pool, 'Leaver');
  await join(world.pool, leaver, world.organization, 'editor');
  await world.rows('update organizations set on_owner_leaves = $2 where id = $1', [world.organization, policy]);
  await world.schedule({ owner_id: leaver.id });
  await world.rows('delete from memberships where user_id = $1 and organization_id = $2', [
    leaver.id,
    world.organization,
  ]);
  await world.rows(`update organizations set on_owner_leaves = 'transfer' where id = $1`, [world.organization]);
}

walkTransitions(world, 'Schedule', {
  create: async () => {
    expect([await create('active'), await create('paused')]).toEqual([null, null]);
    expect(await create('ended')).toMatchObject({ code: 'SX422' });
  },
  pause: async () => change(await world.schedule(), { status: 'paused' }),
  'the 5th failed occurrence in a row': async () => {
    await world.schedule({ columns: ['gone'] });
    for (let each = 0; each < 5; each++) await world.tick({ now: day(each) });
  },
  'recurrence or definition cannot be read, or it runs too often': async () => {
    await world.schedule({ recurrence: 'nonsense' });
    await world.schedule({ recurrence: '*/5 * * * *' });
    await world.tick({ now: DAY_1, minimumIntervalMinutes: 10 });
  },
  'planning finds no next occurrence': async () => {
    await world.schedule({ ends_at: day(0.5), starts_at: day(-3) });
    await world.tick({ now: DAY_1 });
  },
  'its owner leaves, policy `transfer`': () => ownerLeaves('transfer'),
  'its owner leaves, policy `pause` or no heir': () => ownerLeaves('pause'),
  resume: async () => {
    for (const status of ['paused', 'failed', 'ended']) {
      const id = await scheduleThatIs(status);
      expect(await change(id, { status: 'active' })).toBeNull();
      const { planned_through } = await world.row('select planned_through from scheduled_exports where id = $1', [id]);
      expect(planned_through.getTime()).toBeGreaterThan(DAY_1.getTime());
    }
  },
  delete: async () => {
    for (const status of SCHEDULE_STATUSES) {
      const { error } = await world.owner.client.rpc('delete_scheduled_export', {
        id: await scheduleThatIs(status),
      });
      expect(error).toBeNull();
    }
  },
});

it('refuses a person every other transition', async () => {
  const allowed = new Set(
    transitionTable('Schedule')
      .filter(({ who }) => who.startsWith('person'))
      .flatMap(({ from, to }) => from.flatMap((was) => to.map((became) => `${was} → ${became}`))),
  );
  for (const was of SCHEDULE_STATUSES) {
    for (const became of SCHEDULE_STATUSES.filter((status) => status !== was)) {
      const error = await change(await world.schedule({ status: was }), { status: became });
      expect([was, became, error === null]).toEqual([was, became, allowed.has(`${was} → ${became}`)]);
    }
  }
});

import { describe, expect, it } from 'vitest';
import { ONCE } from '#test/some-schedules';
import { cutOff, FROZEN, withUpload } from '#test/worker-steps';
import { DAY_1, day, useWorld } from '#test/worker-world';
import type { ExportStorage } from '@/storage/export-storage';

// What a function cannot finish in its time goes on elsewhere.

const world = useWorld();
/** One occurrence, at DAY_1: later ticks go by the database's clock, which retries and leases need. */
const once = (values: Record<string, unknown> = {}) => world.schedule({ ...ONCE, ...values });

describe('the deadline of a function', () => {
  it('gives the attempt back and leaves the run to a long-lived worker', async () => {
    const id = await once();
    await cutOff(world);
    expect(await world.run(id)).toMatchObject({ status: 'waiting', attempt: 0, needs_worker: true, lease_token: null });
    expect(await world.rows(`select from export_files where status <> 'removed'`)).toEqual([]);
    expect(await world.tick()).toMatchObject({ claimed: 0 });
    expect(await world.tick({ longLived: true })).toMatchObject({ claimed: 1, succeeded: 1 });
    expect(await world.run(id)).toMatchObject({ status: 'succeeded', attempt: 1 });
  });

  it('leaves a run that was claimed late in a tick to the next one', async () => {
    const id = await once();
    await cutOff(world, { tookHalf: false });
    expect(await world.run(id)).toMatchObject({ status: 'waiting', attempt: 0, needs_worker: false });
    expect(await world.tick()).toMatchObject({ claimed: 1, succeeded: 1 });
    expect(world.smtp.received).toHaveLength(1);
  });

  it('fails the run when no worker comes for an hour, saying what to do', async () => {
    const id = await once();
    await cutOff(world);
    await world.rows(`update export_runs set run_after = now() - interval '61 minutes'`);
    await world.tick();
    expect(await world.tick()).toMatchObject({ failed: 1 });
    const run = await world.run(id);
    expect(run).toMatchObject({ status: 'failed', error_code: 'too_long_for_function' });
    expect(run.error_message).toMatch(/pnpm worker/);
    expect((await world.notifications()).map(({ event }) => event)).toEqual(['first_failure']);
  });

  it('fails the run when the worker that took it never came back', async () => {
    const id = await once();
    await cutOff(world);
    await world.rows(
      `update export_runs set status = 'running', attempt = 1, lease_token = gen_random_uuid(), lease_expires_at = now() - interval '61 minutes'`,
    );
    await world.tick();
    expect(await world.run(id)).toMatchObject({ status: 'failed', error_code: 'too_long_for_function' });
  });

  it('fails the run when the next occurrence overtakes it: it would never end otherwise', async () => {
    const id = await once({ recurrence: '0 9 * * *' });
    await cutOff(world);
    await world.tick({ now: day(1) });
    expect(await world.runs(id)).toMatchObject([
      { status: 'failed', reason: 'superseded', error_code: 'too_long_for_function' },
      { status: 'succeeded' },
    ]);
  });

  it('does not requeue what was paused meanwhile', async () => {
    const id = await once();
    const deadline = new AbortController();
    const upload: ExportStorage['upload'] = async () => {
      await world.rows(`update scheduled_exports set status = 'paused'`);
      deadline.abort();
      throw new Error('cut off');
    };
    await world.tick({ now: DAY_1, timing: FROZEN, deadline: deadline.signal, ...withUpload(world, upload) });
    expect(await world.run(id)).toMatchObject({ status: 'cancelled', reason: 'paused' });
  });
});

it('a tick that closes claims nothing more, and says what remains', async () => {
  await once();
  await world.tick({ now: DAY_1, concurrency: 0 });
  await once({ name: 'second' });
  expect(await world.tick({ now: DAY_1, closing: () => true })).toMatchObject({ planned: 0, claimed: 0, remaining: 2 });
});

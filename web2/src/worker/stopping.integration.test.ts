import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ONCE } from '#test/some-schedules';
import { FROZEN, held, PATIENT, REFUSED, to, withUpload } from '#test/worker-steps';
import { DAY_1, until, useWorld } from '#test/worker-world';
import { ExportError } from '@/lib/errors';
import type { ExportStorage } from '@/storage/export-storage';

// Pause, delete and cancel mean it, also where an export is under way.

const world = useWorld();
/** One occurrence, at DAY_1: later ticks go by the database's clock, which retries and leases need. */
const once = (values: Record<string, unknown> = {}) => world.schedule({ ...ONCE, ...values });
const storage = (): ExportStorage => world.deps().delivery.storage;
/** A tick whose schedule is paused while it uploads, and that no heartbeat tells so. */
async function pausedMidway(): Promise<void> {
  const slow = held(world);
  const tick = world.tick({ now: DAY_1, delivery: slow.delivery, timing: FROZEN });
  await slow.entered;
  await world.rows(`update scheduled_exports set status = 'paused'`);
  slow.release();
  await tick;
}

describe('a running export', () => {
  it.each([
    ['paused', `update scheduled_exports set status = 'paused'`],
    ['deleted', 'update scheduled_exports set deleted_at = now()'],
  ])('stops at its next heartbeat when its schedule is %s', async (reason, sql) => {
    await world.items([{ name: 'xx' }]);
    const id = await once({ report_type: 'many_items' });
    const slow = held(world);
    const tick = world.tick({ now: DAY_1, delivery: slow.delivery });
    await slow.entered;
    await world.rows(sql);
    await beat(id);
    slow.release();
    await tick;
    expect(await world.run(id)).toMatchObject({ status: 'cancelled', reason, lease_token: null });
    expect(world.smtp.received).toEqual([]);
    expect(await world.rows(`select from export_files where status <> 'removed'`)).toEqual([]);
    expect(await world.notifications()).toEqual([]);
  });

  it('that ends before a heartbeat sees the pause does not deliver', async () => {
    const id = await once();
    await pausedMidway();
    expect(await world.run(id)).toMatchObject({ status: 'cancelled', reason: 'paused' });
    expect(await world.deliveries(id)).toEqual([]);
    expect(world.smtp.received).toEqual([]);
  });

  it('that fails after a pause is cancelled, not tried again, and nobody is told', async () => {
    const id = await once();
    const upload: ExportStorage['upload'] = async () => {
      await world.rows(`update scheduled_exports set status = 'paused'`);
      throw new ExportError('storage_unavailable', 'Storage was away.', { retryable: true });
    };
    expect(await world.tick({ now: DAY_1, timing: FROZEN, ...withUpload(world, upload) })).toMatchObject({
      retried: 0,
      failed: 0,
    });
    expect(await world.run(id)).toMatchObject({
      ...{ status: 'cancelled', reason: 'paused', error_code: null, error_message: null },
    });
    expect(await world.notifications()).toEqual([]);
  });

  it('that turns out empty after a pause is cancelled, not skipped', async () => {
    const id = await once({ filters: { name: 'nobody' }, when_empty: 'skip' });
    await pausedMidway();
    expect(await world.run(id)).toMatchObject({ status: 'cancelled', reason: 'paused', error_code: null });
  });

  it('that is stopped leaves no query behind that works on for nobody', async () => {
    await world.items(Array.from({ length: 3000 }, () => ({ name: 'slow' })));
    const id = await once({ report_type: 'slow_items' });
    const tick = world.tick({ now: DAY_1 });
    const working = () =>
      world.rows(`select from pg_stat_activity where state = 'active' and query like 'copy%slow_items%'`);
    await until(working);
    await world.rows(`update scheduled_exports set status = 'paused'`);
    await tick;
    expect(await world.run(id)).toMatchObject({ status: 'cancelled', reason: 'paused' });
    await until(async () => ((await working()).length === 0 ? [true] : []));
  });

  it('writes how many rows it has', async () => {
    await world.items([{ name: 'xx' }]);
    const id = await once({ report_type: 'many_items' });
    const seen: number[] = [];
    const upload: ExportStorage['upload'] = async (path, body, type) => {
      const passed = new PassThrough();
      const going = storage().upload(path, passed, type);
      for await (const chunk of body) {
        if (!passed.write(chunk)) await new Promise((resolve) => passed.once('drain', resolve));
        if (seen.length === 0) {
          const [row] = await until(() => world.rows('select progress_rows from export_runs where progress_rows > 0'));
          seen.push(row?.progress_rows);
        }
      }
      passed.end();
      await going;
    };
    await world.tick({ now: DAY_1, ...withUpload(world, upload) });
    expect(seen[0]).toBeGreaterThan(0);
    expect(seen[0]).toBeLessThan(200_000);
    expect(await world.run(id)).toMatchObject({ status: 'succeeded', progress_rows: 200_000 });
  });
});

describe('a delivery that people stopped', () => {
  const LATER = { code: 451, text: 'come back later' };

  it.each([
    ['what still waits', 'ben@x.example', []],
    ['a send under way, which then fails', undefined, ['ana@x.example']],
  ])('is not told as if it had gone wrong: %s', async (_what, putOff, refused) => {
    const id = await once(to('ana@x.example', 'ben@x.example'));
    const recipients = Object.fromEntries(refused.map((address) => [address, REFUSED]));
    world.smtp.behave({ recipients: putOff ? { [putOff]: LATER } : recipients });
    const pause = () => world.rows(`update scheduled_exports set status = 'paused'`);
    if (putOff) {
      await world.tick({ now: DAY_1, timing: PATIENT });
      await pause();
    } else {
      const { email } = world.deps().delivery;
      let paused: Promise<unknown> | undefined;
      const send: typeof email.send = async (message) => {
        paused ??= pause();
        await paused;
        return email.send(message);
      };
      await world.tick({
        now: DAY_1,
        timing: PATIENT,
        delivery: { ...world.deps().delivery, email: { ...email, send } },
      });
    }
    expect(await world.run(id)).toMatchObject({
      status: expect.stringMatching(/^(partially_delivered|failed)$/),
      reason: 'paused',
    });
    expect(await world.notifications()).toEqual([]);
  });
});

/** Waits until a heartbeat has extended the run's lease once more. */
async function beat(id: string): Promise<void> {
  const { lease_expires_at } = await world.run(id);
  await until(async () => ((await world.run(id)).lease_expires_at > lease_expires_at ? [true] : []));
}

import { expect } from 'vitest';
import { walkTransitions } from '#test/semantics';
import { endLeases, PATIENT, REFUSED, to } from '#test/worker-steps';
import { DAY_1, useWorld } from '#test/worker-world';
import { claimDeliveries } from './claim-deliveries';

const world = useWorld();
const once = (values: Record<string, unknown> = {}) =>
  world.schedule({ recurrence: 'RRULE:FREQ=YEARLY;INTERVAL=500', starts_at: DAY_1, ...values });
const LATER = { code: 451, text: 'come back later' };

const pause = () => world.rows(`update scheduled_exports set status = 'paused'`);
const backoffIsOver = () => world.rows(`update export_deliveries set run_after = now() where status = 'pending'`);
/** Takes it and sends nothing, as a worker that dies while it sends. */
const claim = (keyed: string[] = []) => claimDeliveries(world.database, { limit: 1, keyed, timing: PATIENT });
const act = async (verb: 'cancel_run' | 'retry_run') => {
  const [run] = await world.rows('select id from export_runs order by created_at desc limit 1');
  expect((await world.owner.client.rpc(verb, { id: run?.id })).error).toBeNull();
};
const attempts = async () => (await world.rows('select attempt, status from export_deliveries')).map((row) => row);

/** A delivery that was put off and may be tried again. */
async function pending(): Promise<void> {
  world.smtp.behave({ recipient: LATER });
  await once();
  await world.tick({ now: DAY_1, timing: PATIENT });
  world.smtp.behave({});
  await backoffIsOver();
}

walkTransitions(world, 'Delivery', {
  "the run's file is ready": async () => {
    await once(to('ana@x.example', 'ben@x.example'));
    await world.tick({ now: DAY_1 });
    expect(await attempts()).toHaveLength(2);
  },
  'claimed: new lease, attempt + 1': async () => {
    await pending();
    expect(await claim()).toMatchObject([{ attempt: 2, lease_token: expect.any(String) }]);
  },
  'pause, delete': async () => {
    await pending();
    await pause();
    await pending();
    await world.rows('update scheduled_exports set deleted_at = now()');
    expect((await attempts()).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  },
  cancel: async () => {
    await pending();
    await act('cancel_run');
  },
  'retry: attempts begin anew': async () => {
    world.smtp.behave({ recipients: { 'ben@x.example': REFUSED, 'cid@x.example': LATER } });
    await once(to('ana@x.example', 'ben@x.example', 'cid@x.example', 'dot@x.example'));
    await world.tick({ now: DAY_1, timing: PATIENT });
    await act('cancel_run');
    // As a provider will tell later, by a transition that is no part of this table yet.
    await world.rows(`update export_deliveries set status = 'bounced' where label = 'dot@x.example'`);
    await world.rows(`delete from testing.transitions where became = 'bounced'`);
    await act('retry_run');
    expect((await attempts()).filter(({ status }) => status === 'pending')).toEqual(
      Array(3).fill({ status: 'pending', attempt: 0 }),
    );
  },
  'the provider took it': async () => {
    await once();
    await world.tick({ now: DAY_1 });
  },
  'retryable error, attempt < 5': pending,
  'permanent error, or the fifth': async () => {
    await once();
    world.smtp.behave({ recipient: REFUSED });
    await world.tick({ now: DAY_1 });
    await once();
    world.smtp.behave({ recipient: LATER });
    await world.tick({ now: DAY_1 });
    expect((await attempts()).map(({ attempt, status }) => [status, attempt]).toSorted()).toEqual([
      ['failed', 1],
      ['failed', 5],
    ]);
  },
  'lease expired: it may have been sent (`uncertain`)': async () => {
    await pending();
    await claim();
    await endLeases(world, 'export_deliveries');
    expect(await claim()).toMatchObject([{ uncertain: true, attempt: 3 }]);
    await endLeases(world, 'export_deliveries');
    expect(await claim()).toEqual([]); // SMTP cannot tell a repeat: once more at most
    expect(await claim(['email'])).toMatchObject([{ uncertain: true, attempt: 4 }]);
  },
  'lease expired, and the run was stopped meanwhile': async () => {
    await pending();
    await claim();
    await pause();
    await endLeases(world, 'export_deliveries');
    await world.tick();
    expect(await world.rows('select error_code from export_deliveries')).toEqual([
      { error_code: 'delivery_uncertain' },
    ]);
  },
  'lease expired again, or a second attempt without an answer, over SMTP': async () => {
    await pending();
    for (let each = 0; each < 2; each++) {
      await claim();
      await endLeases(world, 'export_deliveries');
    }
    await world.tick();
    world.smtp.behave({ data: 'drop' });
    await once();
    await world.tick({ now: DAY_1 });
    expect(await world.rows('select error_code, uncertain from export_deliveries')).toEqual(
      Array(2).fill({ error_code: 'delivery_uncertain', uncertain: true }),
    );
  },
});

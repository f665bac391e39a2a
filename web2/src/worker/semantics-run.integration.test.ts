import { expect } from 'vitest';
import { walkTransitions } from '#test/semantics';
import { ONCE } from '#test/some-schedules';
import { asks } from '#test/worker-people';
import { closed, cutOff, endLeases, held, PATIENT, planOnly, REFUSED, to, withUpload } from '#test/worker-steps';
import { DAY_1, day, useWorld } from '#test/worker-world';
import { replayExportRun } from '@/export-runs/replay-export-run';
import { ExportError } from '@/lib/errors';
import { runScheduledExport } from '@/scheduled-exports/run-scheduled-export';
import { openClaims } from './claim-runs';
import type { WorkerDeps } from './worker-deps';

const world = useWorld();
const once = (values: Record<string, unknown> = {}) => world.schedule({ ...ONCE, ...values });

const away = () =>
  withUpload(world, () =>
    Promise.reject(new ExportError('storage_unavailable', 'Storage was away.', { retryable: true })),
  );
const change = (sql: string) => world.rows(`update scheduled_exports set ${sql}`);
const pause = () => change(`status = 'paused'`);
/** Takes the run and does nothing with it, as a worker that dies. */
const claim = () => openClaims(world.database, { longLived: true, timing: PATIENT })(1);

/** What its owner does with the newest run. */
async function act(verb: 'cancel_run' | 'retry_run'): Promise<void> {
  const [run] = await world.rows('select id from export_runs order by created_at desc limit 1');
  expect((await world.owner.client.rpc(verb, { id: run?.id })).error).toBeNull();
}

/** A run that had half of a function's time and was not done. */
async function tooLong(values: Record<string, unknown> = {}): Promise<void> {
  await once(values);
  await cutOff(world);
}

/** A run that is delivering to two people, the first of whom has it, the second not yet. */
async function delivering(after: Partial<WorkerDeps> = {}): Promise<void> {
  world.smtp.behave({ recipients: { 'ben@x.example': { code: 451, text: 'come back later' } } });
  await once(to('ana@x.example', 'ben@x.example'));
  await world.tick({ now: DAY_1, timing: PATIENT, ...after });
  await world.rows(`update export_deliveries set run_after = now() where status = 'pending'`);
}

walkTransitions(world, 'Run', {
  planned: async () => {
    await once();
    await planOnly(world, DAY_1);
  },
  'missed occurrences': async () => {
    await world.schedule({ catch_up: 'skip' });
    await world.tick({ now: day(3) });
  },
  'on a holiday, with skip': async () => {
    await closed(world, '2026-03-02');
    await once({ on_holidays: 'skip' });
    await world.tick({ now: DAY_1 });
  },
  'on a holiday, moved to a day that has a moved run': async () => {
    await closed(world, '2026-03-02', '2026-03-03');
    await world.schedule({ on_holidays: 'next_business_day' });
    await world.tick({ now: day(1) });
  },
  '`run_after` is past and nothing of the schedule is queued or running': async () => {
    const id = await world.schedule({ catch_up: 'all' });
    await planOnly(world, DAY_1);
    await planOnly(world, day(1));
    expect(await world.runs(id)).toMatchObject([{ status: 'queued' }, { status: 'waiting' }]);
    await world.tick({ now: day(1) });
    expect(await world.runs(id)).toMatchObject([{ status: 'succeeded' }, { status: 'succeeded' }]);
  },
  'a newer occurrence, with latest or skip': async () => {
    await world.schedule({ name: 'queued, never begun' });
    await world.schedule({ name: 'waiting behind another' });
    await planOnly(world, DAY_1);
    await claim();
    await planOnly(world, day(1));
    await planOnly(world, day(2));
    await world.schedule({ name: 'failed once, waiting' });
    await world.tick({ now: DAY_1, timing: PATIENT, ...away() });
    await planOnly(world, day(3));
    await tooLong({ name: 'too long, queued for a worker', recurrence: '0 9 * * *' });
    await planOnly(world, DAY_1);
    await planOnly(world, day(4));
  },
  'pause, delete': async () => {
    await once({ name: 'queued' });
    await planOnly(world, DAY_1);
    await pause();
    await once({ name: 'waiting' });
    await world.tick({ now: DAY_1, timing: PATIENT, ...away() });
    await change('deleted_at = now()');
  },
  'run now, replay': async () => {
    const id = await once();
    await world.tick({ now: DAY_1 });
    await runScheduledExport(asks(world.owner), id);
    const [occurrence] = await world.runs(id);
    await replayExportRun(asks(world.owner), occurrence?.id);
    expect((await world.runs(id)).map(({ trigger, status }) => `${trigger} ${status}`).toSorted()).toEqual([
      'manual queued',
      'replay waiting',
      'schedule succeeded',
    ]);
  },
  'asked for by hand, and nothing of the schedule is queued or running': async () => {
    await runScheduledExport(asks(world.owner), await once({ status: 'paused' }));
  },
  cancel: async () => {
    await once();
    await planOnly(world, DAY_1);
    await act('cancel_run');
    await once();
    await world.tick({ now: DAY_1, timing: PATIENT, ...away() });
    await act('cancel_run');
  },
  'cancel, and no send is under way': async () => {
    await delivering();
    await act('cancel_run');
    world.smtp.behave({ recipients: { 'ana@x.example': REFUSED, 'ben@x.example': { code: 451, text: 'later' } } });
    await once(to('ana@x.example', 'ben@x.example'));
    await world.tick({ now: DAY_1, timing: PATIENT });
    await act('cancel_run');
    await once(to('ben@x.example'));
    await world.tick({ now: DAY_1, timing: PATIENT });
    await act('cancel_run');
  },
  'retry of a run without deliveries': async () => {
    await once({ columns: ['gone'] });
    await world.tick({ now: DAY_1 });
    await act('retry_run');
  },
  'retry of a run whose file is ready': async () => {
    world.smtp.behave({ recipients: { 'ben@x.example': REFUSED } });
    for (const people of [['ben@x.example'], ['ana@x.example', 'ben@x.example']]) {
      await once(to(...people));
      await world.tick({ now: DAY_1 });
      await act('retry_run');
    }
  },
  'claimed: new lease, attempt + 1': async () => {
    const id = await once();
    await planOnly(world, DAY_1);
    await claim();
    expect(await world.run(id)).toMatchObject({ attempt: 1, lease_token: expect.any(String) });
  },
  'its lease expired, attempt < 5: claimed by anyone': async () => {
    const id = await once();
    await planOnly(world, DAY_1);
    await claim();
    await endLeases(world, 'export_runs');
    await claim();
    expect(await world.run(id)).toMatchObject({ attempt: 2 });
  },
  'its lease expired, attempt 5': async () => {
    const id = await once();
    await planOnly(world, DAY_1);
    for (let attempt = 1; attempt <= 5; attempt++) {
      await claim();
      await endLeases(world, 'export_runs');
    }
    await world.tick();
    expect(await world.run(id)).toMatchObject({ attempt: 5, error_code: 'worker_lost' });
  },
  'file ready, deliveries inserted': delivering,
  'the report is empty or unchanged and the schedule says skip': async () => {
    const empty = await once({ filters: { name: 'nobody' }, when_empty: 'skip' });
    const unchanged = await world.schedule({ when_unchanged: 'skip' });
    await world.tick({ now: DAY_1 });
    await world.tick({ now: day(1) });
    expect((await world.runs(empty)).map(({ reason }) => reason)).toEqual(['empty']);
    expect((await world.runs(unchanged)).map(({ reason }) => reason)).toEqual([null, 'unchanged']);
  },
  'retryable error, attempt < 5': async () => {
    await once();
    await world.tick({ now: DAY_1, timing: PATIENT, ...away() });
  },
  'permanent error, or the fifth': async () => {
    const fifth = await once();
    await world.tick({ now: DAY_1, ...away() });
    for (let attempt = 2; attempt <= 5; attempt++) await world.tick(away());
    const permanent = await once({ columns: ['gone'] });
    await world.tick({ now: DAY_1 });
    expect([await world.run(fifth), await world.run(permanent)]).toMatchObject([
      { status: 'failed', attempt: 5 },
      { status: 'failed', attempt: 1 },
    ]);
  },
  'cancellation seen at a heartbeat or before delivering': async () => {
    await once();
    const slow = held(world);
    const tick = world.tick({ now: DAY_1, delivery: slow.delivery });
    await slow.entered;
    await pause();
    slow.release();
    await tick;
  },
  "cut off by the tick's deadline: the attempt does not count": async () => {
    await tooLong();
    expect(await world.rows('select attempt, needs_worker from export_runs')).toEqual([
      { attempt: 0, needs_worker: true },
    ]);
  },
  'nobody took it, or took it over, for an hour': async () => {
    await tooLong({ name: 'never taken' });
    await world.rows(`update export_runs set run_after = now() - interval '61 minutes'`);
    await planOnly(world);
    await planOnly(world);
    await tooLong({ name: 'taken, and never taken over' });
    await planOnly(world);
    expect(await claim()).toHaveLength(1);
    await world.rows(
      `update export_runs set lease_expires_at = now() - interval '61 minutes' where status = 'running'`,
    );
    await planOnly(world);
    expect(await world.rows('select error_code from export_runs')).toEqual(
      Array(2).fill({ error_code: 'too_long_for_function' }),
    );
  },
  'no delivery is open, all sent or suppressed': async () => {
    await once();
    await world.tick({ now: DAY_1 });
  },
  'no delivery is open, some sent': async () => {
    await delivering();
    world.smtp.behave({ recipient: REFUSED });
    await world.tick();
  },
  'no delivery is open, none sent, one failed': async () => {
    world.smtp.behave({ recipient: REFUSED });
    await once();
    await world.tick({ now: DAY_1 });
  },
  'no delivery is open, all others cancelled': async () => {
    world.smtp.behave({ recipient: { code: 451, text: 'come back later' } });
    await once();
    await world.tick({ now: DAY_1, timing: PATIENT });
    await pause();
  },
});

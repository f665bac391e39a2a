import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { join, type Person, signUp } from '#test/people';
import { asks } from '#test/worker-people';
import { held, PATIENT, planOnly, REFUSED, to, withUpload } from '#test/worker-steps';
import { DAY_1, day, useWorld } from '#test/worker-world';
import { cancelExportRun } from '@/export-runs/cancel-export-run';
import { replayExportRun } from '@/export-runs/replay-export-run';
import { retryExportRun } from '@/export-runs/retry-export-run';
import { ExportError } from '@/lib/errors';
import { runScheduledExport } from '@/scheduled-exports/run-scheduled-export';
import { claimRuns } from './claim-runs';

// What people ask for by hand, from the verb to the mail.

const world = useWorld();
let admin: Person;
beforeAll(async () => {
  admin = await signUp(world.pool, 'Ada');
  await join(world.pool, admin, world.organization, 'admin');
});

const runNow = (id: string, key?: string, who = world.owner) => runScheduledExport(asks(who), id, key);
const replay = (id: string, who = world.owner) => replayExportRun(asks(who), id);
const retry = (id: string, who = world.owner) => retryExportRun(asks(who), id);
const cancel = (id: string) => cancelExportRun(asks(world.owner), id);
const runById = (id: string) => world.row('select * from export_runs where id = $1', [id]);
const scheduleById = (id: string) => world.row('select * from scheduled_exports where id = $1', [id]);
const told = async (person: Person) =>
  (await world.notifications()).filter(({ user_id }) => user_id === person.id).map(({ event }) => event);
const mailsTo = (address: string) => world.smtp.received.filter(({ to: recipients }) => recipients.includes(address));
/** The base64 of a mail's file. */
const attachmentOf = (raw: string) => /filename=[^\r\n]+\r?\n\r?\n(.+?)\r?\n--/s.exec(raw)?.[1];
const change = (sql: string) => world.rows(`update scheduled_exports set ${sql}`);
/** A schedule whose only occurrence for long is that of the first day, so that ticks may go by the real clock. */
const once = (values: Record<string, unknown> = {}) =>
  world.schedule({ recurrence: 'RRULE:FREQ=YEARLY;INTERVAL=500', starts_at: DAY_1, ...values });
const BROKEN = { columns: ['gone'] };
const PAUSED = { status: 'paused' };
const unreachable = () =>
  withUpload(world, () =>
    Promise.reject(new ExportError('storage_unavailable', 'Storage was away.', { retryable: true })),
  );

describe('running now', () => {
  it('is claimed by the next tick, delivers, and leaves the occurrences as they are', async () => {
    const id = await world.schedule({ ...PAUSED, filters: { day: { period: 'yesterday' } } });
    const { planned_through, next_run_at } = await scheduleById(id);
    const asked = await runNow(id);
    expect(asked).toMatchObject({ trigger: 'manual', status: 'queued', requested_by_name: 'Olga', late_seconds: null });
    expect(asked.period_end).toBe(`${asked.scheduled_for.slice(0, 10)}T00:00:00+00:00`);
    expect(await scheduleById(id)).toMatchObject({ planned_through, next_run_at, status: 'paused' });
    expect(await world.tick()).toMatchObject({ planned: 0, claimed: 1, succeeded: 1 });
    expect(await runById(asked.id)).toMatchObject({ status: 'succeeded', requested_by: world.owner.id });
    expect(mailsTo('ana@x.example')).toHaveLength(1);
  });

  it.each(['failed', 'ended'])('works for a schedule that is %s, which stays so', async (status) => {
    const id = await world.schedule({ status });
    const { id: run } = await runNow(id);
    await world.tick();
    expect([await runById(run), await scheduleById(id)]).toMatchObject([{ status: 'succeeded' }, { status }]);
  });

  it('waits for the run that is under way, and is not overtaken by occurrences', async () => {
    const id = await world.schedule({ ends_at: day(1) });
    const slow = held(world);
    const tick = world.tick({ now: DAY_1, delivery: slow.delivery, closing: () => false });
    await slow.entered;
    const asked = await runNow(id);
    expect(asked.status).toBe('waiting');
    await planOnly(world, day(1)); // an occurrence that supersedes what waits of the schedule
    expect(await runById(asked.id)).toMatchObject({ status: 'waiting' });
    slow.release();
    await tick;
    await world.tick();
    expect((await world.runs(id)).map(({ trigger, status }) => [trigger, status])).toEqual([
      ['schedule', 'succeeded'],
      ['schedule', 'succeeded'],
      ['manual', 'succeeded'],
    ]);
  });

  it('with the same key gives the same run, whenever it comes; many requests at once are one', async () => {
    const id = await world.schedule(PAUSED);
    const answers = await Promise.all(Array.from({ length: 6 }, () => runNow(id, 'key-1')));
    await world.tick();
    answers.push(await runNow(id, 'key-1'));
    expect(new Set(answers.map((run) => run.id)).size).toBe(1);
    expect(await world.runs(id)).toHaveLength(1);
    const other = await world.schedule(PAUSED);
    await expect(runNow(other, 'key-1')).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    await expect(runNow(id, 'key-1', admin)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('without a key is refused while one that was asked for still waits', async () => {
    const id = await world.schedule(PAUSED);
    await runNow(id);
    await expect(runNow(id)).rejects.toMatchObject({ code: 'conflict' });
    await world.tick();
    expect(await runNow(id)).toMatchObject({ status: 'queued' });
  });

  it('sends the same rows again where occurrences would not, but keeps to the choice for empty reports', async () => {
    const id = await once({ when_unchanged: 'skip', when_empty: 'skip' });
    await world.tick({ now: DAY_1 });
    await runNow(id);
    await world.tick();
    expect(mailsTo('ana@x.example')).toHaveLength(2);
    await world.items([]);
    const { id: empty } = await runNow(id);
    await world.tick();
    expect(await runById(empty)).toMatchObject({ status: 'skipped', reason: 'empty' });
  });

  it('that fails is told to who asked, and counts for nothing', async () => {
    const id = await once({ ...BROKEN, next_run_at: null });
    for (let tries = 0; tries < 6; tries++) {
      await runNow(id, undefined, admin);
      await world.tick();
    }
    expect(await told(admin)).toEqual(Array(6).fill('requested_run_failed'));
    expect(mailsTo(admin.email)[0]?.raw).toContain('Subject: Failed: Items for Ana');
    expect(await told(world.owner)).toEqual([]);
    expect(await scheduleById(id)).toMatchObject({ status: 'active' });
    const { consecutive_failures } = await world.row('select consecutive_failures from scheduled_export_overviews');
    expect(consecutive_failures).toBe(0);
  });

  it('at the same moment as others of the organisation keeps to how many may run at once', async () => {
    await world.rows('update organizations set max_concurrent_runs = 1 where id = $1', [world.organization]);
    const schedules = [await world.schedule(PAUSED), await world.schedule(PAUSED)] as const;
    const [first, second] = [await world.pool.connect(), await world.pool.connect()];
    const ask = async (client: PoolClient, id: string) => {
      await client.query('begin');
      const { rows } = await client.query<{ id: string }>(
        `insert into export_runs (organization_id, scheduled_export_id, trigger, scheduled_for, definition, run_after)
         select organization_id, id, 'manual', now(), '{}', now() from scheduled_exports where id = $1 returning id`,
        [id],
      );
      await client.query('select private.queue_at_once($1)', [rows[0]?.id]);
    };
    try {
      await ask(first, schedules[0]);
      let asked = false;
      const other = ask(second, schedules[1]).finally(() => {
        asked = true;
      });
      // Either it goes ahead, or it waits for the first: only then is it told which turns are taken.
      const waits = 'select from pg_locks where locktype = $1 and not granted';
      while (!asked && !(await world.rows(waits, ['advisory'])).length) await sleep(10);
      await first.query('commit');
      await other;
      await second.query('commit');
      const turns = await world.rows(`select turn from export_runs where status = 'queued' order by turn`);
      expect(turns).toEqual([{ turn: 1 }, { turn: 2 }]);
      const claim = () => claimRuns(world.database, { limit: 5, longLived: true, timing: world.deps().timing });
      expect([await claim(), await claim()].map((runs) => runs.length)).toEqual([1, 0]);
    } finally {
      await world.rows('update organizations set max_concurrent_runs = 4 where id = $1', [world.organization]);
      first.release(true);
      second.release(true);
    }
  });

  it('of a file to download is announced to its owner and to who asked', async () => {
    const id = await world.schedule({ ...PAUSED, targets: '[{"method":"download"}]' });
    await runNow(id, undefined, admin);
    await world.tick();
    expect([await told(world.owner), await told(admin)]).toEqual([['run_delivered'], ['run_delivered']]);
  });

  it('survives that its schedule stops', async () => {
    const id = await world.schedule({ ...BROKEN, catch_up: 'all', catch_up_window_hours: 720 });
    await planOnly(world, day(6));
    const asked = await runNow(id);
    expect(asked.status).toBe('waiting');
    for (let tries = 0; tries < 6; tries++) await world.tick({ concurrency: 1 });
    expect(await scheduleById(id)).toMatchObject({ status: 'failed' });
    expect(await runById(asked.id)).toMatchObject({ status: 'failed', error_code: 'column_missing' });
  });
});

describe('a replay', () => {
  const DEFINED = { filters: { at: { period: 'today' } }, when_unchanged: 'skip' };

  it('runs the occurrence again as it was planned, for the same people', async () => {
    const id = await once(DEFINED);
    await world.tick({ now: DAY_1 });
    const original = await world.run(id);
    await change(`filters = '{}', targets = '[{"method":"download"}]', format = 'json'`);
    const again = await replay(original.id);
    expect(again).toMatchObject({ trigger: 'replay', status: 'queued', requested_by_name: 'Olga' });
    await world.tick();
    const run = await runById(again.id);
    const { scheduled_for, period_start, period_end, definition } = original;
    expect(run).toMatchObject({ status: 'succeeded', scheduled_for, period_start, period_end, definition });
    expect(mailsTo('ana@x.example')).toHaveLength(2);
    // The first one was late; what was asked for by hand is not.
    expect(mailsTo('ana@x.example')[1]?.raw).toMatch(/^Subject: Items for Ana, 2 Mar 2026\r?$/m);
  });

  it('does not make its occurrence run twice, nor the next', async () => {
    const id = await world.schedule();
    await world.tick({ now: DAY_1 });
    await replay((await world.run(id)).id);
    await world.tick({ now: DAY_1 });
    await world.tick({ now: day(1) });
    expect((await world.runs(id)).map(({ trigger }) => trigger).toSorted()).toEqual(['replay', 'schedule', 'schedule']);
  });

  it('is possible of what was missed or cancelled', async () => {
    const id = await world.schedule({ catch_up: 'skip' });
    await world.tick({ now: day(2) });
    const [missed] = await world.runs(id);
    expect(missed).toMatchObject({ status: 'skipped', reason: 'missed' });
    const { id: again } = await replay(missed?.id);
    await world.tick();
    expect(await runById(again)).toMatchObject({ status: 'succeeded', scheduled_for: missed?.scheduled_for });
  });

  it('is read under the rights of who owns the schedule now', async () => {
    const id = await once();
    await world.tick({ now: DAY_1 });
    const original = await world.run(id);
    await world.rows('update scheduled_exports set owner_id = $1', [admin.id]);
    const { id: again } = await replay(original.id);
    expect((await runById(again)).definition).toEqual({
      ...original.definition,
      owner_id: admin.id,
      owner_name: 'Ada',
    });
  });

  it('is refused to people who may no longer get files, and while the run is on its way', async () => {
    const id = await once();
    await planOnly(world, DAY_1);
    const { id: run } = await world.run(id);
    await expect(replay(run)).rejects.toMatchObject({ code: 'conflict' });
    await world.tick();
    await world.rows('update organizations set allow_outside_recipients = false where id = $1', [world.organization]);
    try {
      await expect(replay(run)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('ana@x') });
    } finally {
      await world.rows('update organizations set allow_outside_recipients = true where id = $1', [world.organization]);
    }
    await change('deleted_at = now()');
    await expect(replay(run)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('deleted') });
  });
});

describe('trying again', () => {
  it('sends to those alone who did not get it, the same bytes under the same key', async () => {
    world.smtp.behave({ recipients: { 'ben@x.example': REFUSED } });
    const id = await once(to('ana@x.example', 'ben@x.example'));
    await world.tick({ now: DAY_1 });
    const { id: run } = await world.run(id);
    const before = await world.deliveries(id);
    expect(await told(world.owner)).toEqual(['partly_delivered']);
    world.smtp.behave({});
    await world.items([{ name: 'Changed meanwhile' }]);
    expect(await retry(run)).toMatchObject({ status: 'delivering', retried_by_name: 'Olga', actions: ['cancel'] });
    await world.tick();
    expect(await runById(run)).toMatchObject({ status: 'succeeded', error_code: null, error_message: null });
    expect(mailsTo('ana@x.example')).toHaveLength(1);
    const [mail] = mailsTo('ben@x.example');
    expect(mail && attachmentOf(mail.raw)).toBe(attachmentOf(mailsTo('ana@x.example')[0]?.raw ?? ''));
    expect((await world.deliveries(id)).map((each) => each.id)).toEqual(before.map((each) => each.id));
    expect(await world.rows('select id from export_files')).toHaveLength(1);
    expect(await told(world.owner)).toEqual(['partly_delivered']);
  });

  it('makes the file of a run that never had one, by what was planned, with five attempts', async () => {
    const id = await once();
    for (let tries = 0; tries < 5; tries++) await world.tick(unreachable());
    const { id: run, definition } = await world.run(id);
    expect(await runById(run)).toMatchObject({ status: 'failed', attempt: 5 });
    await change(`format = 'json'`);
    expect(await retry(run, admin)).toMatchObject({ status: 'queued', attempt: 0, error_code: null });
    await world.tick({ timing: PATIENT, ...unreachable() });
    expect(await runById(run)).toMatchObject({ status: 'waiting', attempt: 1 });
    await world.rows('update export_runs set run_after = now()');
    await world.tick();
    expect(await runById(run)).toMatchObject({ status: 'succeeded', attempt: 2, definition });
    expect(mailsTo('ana@x.example')).toHaveLength(1);
    expect(await told(world.owner)).toEqual(['first_failure', 'schedule_recovered']);
  });

  it('is not overtaken by the next occurrence', async () => {
    const id = await world.schedule(BROKEN);
    await world.tick({ now: DAY_1 });
    const { id: run } = await world.run(id);
    await retry(run);
    await planOnly(world, day(1));
    expect(await runById(run)).toMatchObject({ status: 'queued' });
  });

  it('that fails again is told to who asked, each time, and neither counts nor stops the schedule', async () => {
    const id = await world.schedule(BROKEN);
    for (let each = 0; each < 4; each++) await world.tick({ now: day(each) });
    const newest = (await world.runs(id)).at(-1)?.id;
    for (let tries = 0; tries < 2; tries++) {
      await retry(newest, admin);
      await world.tick({ now: day(3) });
    }
    expect(await told(admin)).toEqual(['requested_run_failed', 'requested_run_failed']);
    expect(await told(world.owner)).toEqual(['first_failure', 'run_failed', 'run_failed', 'run_failed']);
    expect(await scheduleById(id)).toMatchObject({ status: 'active' });
    await world.tick({ now: day(4) });
    expect(await scheduleById(id)).toMatchObject({ status: 'failed', status_reason: 'too_many_failures' });
  });

  it('that succeeds does not resume a schedule that was stopped, and does not call it working', async () => {
    const id = await world.schedule(BROKEN);
    for (let each = 0; each < 5; each++) await world.tick({ now: day(each) });
    const last = (await world.runs(id)).at(-1);
    await world.rows('alter table export_runs disable trigger export_runs_keep_definition');
    await world.rows(`update export_runs set definition = definition || '{"columns":null}' where id = $1`, [last?.id]);
    await world.rows('alter table export_runs enable trigger export_runs_keep_definition');
    await retry(last?.id);
    await world.tick({ now: day(4) });
    expect(await scheduleById(id)).toMatchObject({ status: 'failed' });
    expect((await world.notifications()).at(-1)).toMatchObject({
      ...{ event: 'schedule_recovered', title: '“Items for Ana” was delivered after all' },
      body: expect.stringContaining('It stays stopped until you resume it.'),
    });
  });

  it('of an old occurrence is no recovery while the newest fails', async () => {
    world.smtp.behave({ recipient: REFUSED });
    const id = await world.schedule();
    await world.tick({ now: DAY_1 });
    await world.tick({ now: day(1) });
    const [older, newer] = await world.runs(id);
    world.smtp.behave({});
    await retry(older?.id);
    await world.tick({ now: day(1) });
    expect(await told(world.owner)).toEqual(['first_failure', 'run_failed']);
    await retry(newer?.id);
    await world.tick({ now: day(1) });
    expect(await told(world.owner)).toEqual(['first_failure', 'run_failed', 'schedule_recovered']);
    await world.tick({ now: day(2) });
    expect(await told(world.owner)).toEqual(['first_failure', 'run_failed', 'schedule_recovered']);
  });
});

describe('cancelling', () => {
  it('stops a running export at its next heartbeat, and mails nobody', async () => {
    const id = await world.schedule();
    const slow = held(world);
    const tick = world.tick({ now: DAY_1, delivery: slow.delivery });
    await slow.entered;
    const { id: run } = await world.run(id);
    expect(await cancel(run)).toMatchObject({ status: 'running', stopping: true, actions: [] });
    slow.release();
    await tick;
    expect(await runById(run)).toMatchObject({ status: 'cancelled', reason: 'cancelled' });
    expect(world.smtp.received).toEqual([]);
    expect(await world.rows(`select from export_files where status = 'writing'`)).toEqual([]);
    expect(await told(world.owner)).toEqual([]);
  });

  it('of a run that waits for its next attempt ends it, and the next occurrence comes', async () => {
    const id = await world.schedule();
    await world.tick({ now: DAY_1, timing: PATIENT, ...unreachable() });
    const { id: run } = await world.run(id);
    expect(await cancel(run)).toMatchObject({ status: 'cancelled', actions: ['replay'] });
    await world.tick({ now: day(1) });
    expect((await world.runs(id)).map(({ status }) => status)).toEqual(['cancelled', 'succeeded']);
    await expect(cancel(run)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('of a run that delivers leaves those out who did not get it yet; they can be tried again', async () => {
    world.smtp.behave({ recipients: { 'ben@x.example': { code: 451, text: 'come back later' } } });
    const id = await once(to('ana@x.example', 'ben@x.example'));
    await world.tick({ now: DAY_1, timing: PATIENT });
    const { id: run } = await world.run(id);
    expect(await cancel(run)).toMatchObject({ status: 'partially_delivered', actions: ['retry', 'replay'] });
    world.smtp.behave({});
    await world.tick();
    expect(mailsTo('ben@x.example')).toEqual([]);
    await retry(run);
    await world.tick();
    expect([mailsTo('ana@x.example').length, mailsTo('ben@x.example').length]).toEqual([1, 1]);
    expect(await runById(run)).toMatchObject({ status: 'succeeded' });
  });
});

import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { join, signUp } from '#test/people';
import { PATIENT } from '#test/worker-steps';
import { DAY_1, day, until, useWorld } from '#test/worker-world';

const world = useWorld();

const BROKEN = { columns: ['gone'] };
const mend = (id: string) => world.rows('update scheduled_exports set columns = null where id = $1', [id]);
const events = async (userId = world.owner.id) =>
  (await world.notifications()).filter(({ user_id }) => user_id === userId).map(({ event }) => event);
const schedule = (id: string) => world.row('select * from scheduled_exports where id = $1', [id]);
const mailsTo = (email: string) => world.smtp.received.filter(({ to }) => to.includes(email));

async function settings(event: string, channels: string[]): Promise<void> {
  await world.rows(
    'insert into notification_settings (organization_id, user_id, event, channels) values ($1, $2, $3, $4)',
    [world.organization, world.owner.id, event, channels],
  );
}

describe('a schedule that fails again and again', () => {
  it('stops after five occurrences in a row; its owner is told of each kind of news once', async () => {
    const id = await world.schedule(BROKEN);
    for (let each = 0; each < 7; each++) await world.tick({ now: day(each) });
    expect((await world.runs(id)).map(({ status }) => status)).toEqual(Array(5).fill('failed'));
    expect(await schedule(id)).toMatchObject({ status: 'failed', status_reason: 'too_many_failures' });
    expect(await events()).toEqual(['first_failure', 'run_failed', 'run_failed', 'run_failed', 'schedule_stopped']);
    expect((await world.notifications()).at(-1)).toMatchObject({
      title: '“Items for Ana” was stopped after 5 failures',
      body: expect.stringMatching(
        /^Due Fri 6 Mar, 09:00 UTC\. .*no column “gone”.* It stays stopped until you resume it\.$/,
      ),
    });
  });

  it('has five tries again once it was resumed, and says so when it works', async () => {
    const id = await world.schedule(BROKEN);
    for (let each = 0; each < 5; each++) await world.tick({ now: day(each) });
    expect(await schedule(id)).toMatchObject({ status: 'failed' });
    // Resuming plans from the real clock; the test's days go on from its own.
    await world.rows(`update scheduled_exports set status = 'active' where id = $1`, [id]);
    await world.rows(`update scheduled_exports set planned_through = $2, next_run_at = $3 where id = $1`, [
      id,
      day(4),
      day(5),
    ]);
    await world.tick({ now: day(5) });
    expect(await schedule(id)).toMatchObject({ status: 'active' });
    expect((await events()).at(-1)).toBe('first_failure');
    await mend(id);
    await world.tick({ now: day(6) });
    expect((await events()).at(-1)).toBe('schedule_recovered');
  });

  it('does not stop while some occurrences succeed', async () => {
    const id = await world.schedule(BROKEN);
    for (let each = 0; each < 4; each++) await world.tick({ now: day(each) });
    await mend(id);
    await world.tick({ now: day(4) });
    await world.rows(`update scheduled_exports set columns = '{gone}'`);
    for (let each = 5; each < 9; each++) await world.tick({ now: day(each) });
    expect(await schedule(id)).toMatchObject({ status: 'active' });
    expect((await events()).filter((event) => event === 'first_failure')).toHaveLength(2);
  });

  it('says once that it works again', async () => {
    const id = await world.schedule(BROKEN);
    await world.tick({ now: DAY_1 });
    await mend(id);
    await world.tick({ now: day(1) });
    await world.tick({ now: day(2) });
    expect(await events()).toEqual(['first_failure', 'schedule_recovered']);
  });

  it('cancels the occurrences that wait behind the fifth', async () => {
    const id = await world.schedule({ ...BROKEN, catch_up: 'all', catch_up_window_hours: 720 });
    await world.tick({ now: day(8) });
    expect((await world.runs(id)).map(({ status, reason }) => [status, reason])).toEqual([
      ...Array(5).fill(['failed', null]),
      ...Array(4).fill(['cancelled', 'stopped']),
    ]);
    expect(await events()).toHaveLength(5);
  });

  it('counts runs that its recipients never got, too', async () => {
    world.smtp.behave({ recipients: { 'ana@x.example': { code: 550, text: 'no such user' } } });
    const id = await world.schedule();
    for (let each = 0; each < 5; each++) await world.tick({ now: day(each) });
    expect(await schedule(id)).toMatchObject({ status: 'failed' });
    expect(await events()).toContain('schedule_stopped');
  });

  it('is not stopped by occurrences that were skipped', async () => {
    const id = await world.schedule({ filters: { name: 'nobody' }, when_empty: 'skip' });
    for (let each = 0; each < 6; each++) await world.tick({ now: day(each) });
    expect(await schedule(id)).toMatchObject({ status: 'active' });
    expect(await events()).toEqual([]);
  });
});

describe('a notice', () => {
  it('is mailed once, however many ticks come at once', async () => {
    await world.schedule(BROKEN);
    world.smtp.behave({ sender: { code: 451, text: 'come back later' } });
    await world.tick({ now: DAY_1, timing: PATIENT });
    world.smtp.behave({});
    await world.rows('update notifications set email_run_after = now()');
    await Promise.all(Array.from({ length: 8 }, () => world.tick({ now: DAY_1 })));
    expect(mailsTo(world.owner.email)).toHaveLength(1);
    expect(mailsTo(world.owner.email)[0]?.raw).toContain('was not sent');
    expect(await world.notifications()).toMatchObject([{ email_status: 'sent', email_attempt: 2, lease_token: null }]);
  });

  it('is mailed again after a refusal for now, five times at most', async () => {
    world.smtp.behave({ sender: { code: 451, text: 'come back later' } });
    await world.schedule(BROKEN);
    await world.tick({ now: DAY_1 });
    for (let tries = 0; tries < 6; tries++) await world.tick({ now: DAY_1 });
    expect(await world.notifications()).toMatchObject([{ email_status: 'failed', email_attempt: 5 }]);
    expect(await events()).toEqual(['first_failure']);
  });

  it('that ended without an answer is not mailed again: it stands in the inbox', async () => {
    world.smtp.behave({ data: 'drop' });
    await world.schedule(BROKEN);
    await world.tick({ now: DAY_1 });
    await world.tick({ now: DAY_1 });
    expect(mailsTo(world.owner.email)).toHaveLength(1);
    expect(await world.notifications()).toMatchObject([{ email_status: 'failed', in_app: true }]);
  });

  it('comes by the channels that its person chose', async () => {
    await settings('first_failure', ['in_app']);
    await settings('schedule_recovered', []);
    await settings('run_delivered', ['email']);
    try {
      const id = await world.schedule(BROKEN);
      await world.tick({ now: DAY_1 });
      await mend(id);
      await world.tick({ now: day(1) });
      expect(await world.notifications()).toMatchObject([
        { event: 'first_failure', in_app: true, email_status: 'none' },
        { event: 'run_delivered', in_app: false, email_status: 'sent' },
      ]);
    } finally {
      await world.rows('delete from notification_settings');
    }
  });

  it('goes to everyone who answers for the organisation when the owner is gone', async () => {
    const admin = await signUp(world.pool, 'Ada');
    const viewer = await signUp(world.pool, 'Vera');
    await join(world.pool, admin, world.organization, 'admin');
    await join(world.pool, viewer, world.organization, 'viewer');
    await world.schedule({ ...BROKEN, owner_id: null });
    await world.tick({ now: DAY_1 });
    expect(await events()).toEqual(['first_failure']);
    expect(await events(admin.id)).toEqual(['first_failure']);
    expect(await events(viewer.id)).toEqual([]);
    await world.rows('delete from memberships where user_id = any ($1)', [[admin.id, viewer.id]]);
  });
});

describe('housekeeping', () => {
  const files = () => world.rows('select path, status, sha256 from export_files order by created_at');
  const exists = (path: string) =>
    world
      .deps()
      .delivery.storage.open(path)
      .then(
        (stream) => !stream.destroy().errored,
        () => false,
      );

  it('removes files whose retention has ended, and keeps the record of them', async () => {
    await world.schedule();
    await world.tick({ now: DAY_1 });
    const [before] = await files();
    expect(await exists(before?.path)).toBe(true);
    await world.rows(`update export_files set expires_at = now() - interval '1 second'`);
    await world.tick({ now: DAY_1 });
    expect(await files()).toEqual([{ ...before, status: 'removed' }]);
    expect(await exists(before?.path)).toBe(false);
  });

  it('keeps a file that is still to be sent', async () => {
    world.smtp.behave({ sender: { code: 451, text: 'come back later' } });
    await world.schedule();
    await world.tick({ now: DAY_1, timing: PATIENT });
    await world.rows(`update export_files set expires_at = now() - interval '1 second'`);
    await world.tick({ now: DAY_1 });
    expect(await files()).toMatchObject([{ status: 'ready' }]);
  });

  it('removes what a dead attempt left behind, once it is an hour old and nobody holds its lease', async () => {
    const id = await world.schedule();
    await world.tick({ now: DAY_1, concurrency: 0 });
    const run = await world.run(id);
    const path = `${world.organization}/${run.id}/dead/file`;
    await world.deps().delivery.storage.upload(path, Readable.from([Buffer.from('half')]), 'text/csv');
    await world.rows(
      `insert into export_files (organization_id, run_id, lease_token, name, path) values ($1, $2, gen_random_uuid(), 'x.csv', $3)`,
      [world.organization, run.id, path],
    );
    await world.tick({ now: DAY_1, concurrency: 0 });
    expect(await files()).toMatchObject([{ status: 'writing' }]);
    await world.rows(`update export_files set created_at = now() - interval '61 minutes'`);
    await world.rows(
      `update export_runs set status = 'running', lease_token = f.lease_token, lease_expires_at = now() + interval '1 minute' from export_files f`,
    );
    await world.tick({ now: DAY_1, concurrency: 0 });
    expect(await files()).toMatchObject([{ status: 'writing' }]);
    await world.rows('update export_runs set lease_token = gen_random_uuid()');
    await world.tick({ now: DAY_1, concurrency: 0 });
    expect(await files()).toMatchObject([{ status: 'removed' }]);
    expect(await exists(path)).toBe(false);
  });

  it('tries again at the next tick when Storage is away, and the tick goes on', async () => {
    await world.schedule();
    await world.tick({ now: DAY_1 });
    await world.rows(`update export_files set expires_at = now() - interval '1 second'`);
    const { delivery } = world.deps();
    const storage = { ...delivery.storage, remove: () => Promise.reject(new Error('away')) };
    await world.tick({ now: DAY_1, delivery: { ...delivery, storage } });
    expect(await files()).toMatchObject([{ status: 'ready' }]);
    await world.tick({ now: DAY_1 });
    expect(await files()).toMatchObject([{ status: 'removed' }]);
  });
});

it('every row of the audit log that a tick wrote names the worker', async () => {
  const [{ last } = { last: 0 }] = await world.rows('select coalesce(max(sequence), 0) as last from audit_log');
  const id = await world.schedule({ ...BROKEN, ends_at: day(10), starts_at: day(-1) });
  for (let each = 0; each < 5; each++) await world.tick({ now: day(each) });
  await until(async () => ((await schedule(id)).status === 'failed' ? [true] : []));
  const rows = await world.rows(
    `select actor_type, actor_label, action, after ->> 'status' as status from audit_log where sequence > $1 and row_id = $2 and action = 'update'`,
    [last, id],
  );
  expect(rows).toEqual([{ actor_type: 'system', actor_label: 'worker', action: 'update', status: 'failed' }]);
});

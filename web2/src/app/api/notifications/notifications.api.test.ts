import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { call, create, paths, useApi } from '#test/api-world';

const world = useApi();

describe('notification settings', () => {
  const put = (settings: object, who = world.viewer) =>
    call(who, 'PUT', '/notification-settings', { body: { settings } });

  it('are the defaults until something is chosen, and then the choice, for that person alone', async () => {
    const { body } = await call(world.viewer, 'GET', '/notification-settings');
    expect(body).toEqual({
      organization_id: world.viewer.home,
      settings: {
        run_delivered: { in_app: false, email: false },
        first_failure: { in_app: true, email: true },
        run_failed: { in_app: true, email: false },
        requested_run_failed: { in_app: true, email: true },
        partly_delivered: { in_app: true, email: true },
        schedule_stopped: { in_app: true, email: true },
        schedule_recovered: { in_app: true, email: true },
      },
    });
    const changed = await put({ run_delivered: { email: true }, first_failure: { in_app: false, email: false } });
    const settings = {
      ...body.settings,
      run_delivered: { in_app: false, email: true },
      first_failure: { in_app: false, email: false },
    };
    expect(changed.body).toEqual({ ...body, settings });
    expect((await call(world.viewer, 'GET', '/notification-settings')).body).toEqual(changed.body);
    const shared = await call(world.viewer, 'GET', `/notification-settings?organization_id=${world.organization}`);
    expect(shared.body.settings).toEqual(body.settings);
    expect((await call(world.owner, 'GET', '/notification-settings')).body.settings).toEqual(body.settings);
  });

  it('are the same whoever of two tabs saves first', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => put({ run_failed: { email: true } }, world.editor)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(answers[0]?.body.settings.run_failed).toEqual({ in_app: true, email: true });
  });

  it('keep the channel that cannot be switched off', async () => {
    const answer = await put({ schedule_stopped: { in_app: false }, run_failed: { in_app: false } });
    expect([answer.status, paths(answer)]).toEqual([400, ['settings.schedule_stopped.in_app']]);
    expect((await call(world.viewer, 'GET', '/notification-settings')).body.settings.run_failed.in_app).toBe(true);
    expect((await put({ schedule_stopped: { email: false } })).body.settings.schedule_stopped).toEqual({
      in_app: true,
      email: false,
    });
  });

  it.each([
    [{ nope: { email: true } }, ['settings.nope']],
    [{ run_failed: { fax: true } }, ['settings.run_failed.fax']],
    [{ run_failed: { email: 'yes' } }, ['settings.run_failed.email']],
    [{ run_failed: true }, ['settings.run_failed']],
  ])('refuse %j', async (settings, expected) => {
    const answer = await put(settings);
    expect([answer.status, paths(answer)]).toEqual([400, expected]);
  });
});

describe('the inbox', () => {
  async function notice(userId: string, title: string, values: Record<string, unknown> = {}): Promise<string> {
    const row = {
      organization_id: world.organization,
      user_id: userId,
      event: 'first_failure',
      title,
      dedupe_key: randomUUID(),
      ...values,
    };
    const places = Object.keys(row).map((_, index) => `$${index + 1}`);
    return (
      await world.rows(
        `insert into notifications (${Object.keys(row)}) values (${places}) returning id`,
        Object.values(row),
      )
    )[0]?.id;
  }
  const inbox = async (query = '') => (await call(world.owner, 'GET', `/notifications${query}`)).body;
  const read = (body: unknown) => call(world.owner, 'POST', '/notifications/read', { body });

  it('lists the newest first, a page at a time, and marks as read', async () => {
    const { id } = await create(world.owner, world.organization);
    const created_at = '2026-01-01T00:00:00Z'; // a tie
    const ids: string[] = [];
    for (const title of ['a', 'b', 'c'])
      ids.push(await notice(world.owner.id, title, { created_at, scheduled_export_id: id }));
    ids.push(await notice(world.owner.id, 'd'));
    await notice(world.owner.id, 'mailed only', { in_app: false });
    await notice(world.admin.id, 'for the admin');

    const whole = await inbox();
    expect(whole.unread_count).toBe(4);
    expect(whole.data.map(({ title }: { title: string }) => title).toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(whole.data[0]).toMatchObject({
      id: ids[3],
      title: 'd',
      event: 'first_failure',
      read_at: null,
      run_id: null,
    });
    const first = await inbox('?limit=3');
    const second = await inbox(`?limit=3&cursor=${first.next_cursor}`);
    expect([...first.data, ...second.data]).toEqual(whole.data);
    expect(second.next_cursor).toBeNull();

    expect((await read({ ids: [ids[0], randomUUID()] })).body).toEqual({ unread_count: 3 });
    expect((await inbox()).data.find((each: { id: string }) => each.id === ids[0]).read_at).toEqual(expect.any(String));
    expect((await read({ all: true })).body).toEqual({ unread_count: 0 });
    expect((await read({ all: true })).body).toEqual({ unread_count: 0 });
  });

  it('of a colleague is not marked', async () => {
    const theirs = await notice(world.admin.id, 'theirs');
    await read({ ids: [theirs] });
    expect(await world.rows('select read_at from notifications where id = $1', [theirs])).toEqual([{ read_at: null }]);
  });

  it.each([[{}], [{ ids: [] }], [{ ids: ['x'] }], [{ all: false }], [{ all: true, ids: [randomUUID()] }], [[]]])(
    'does not take %j',
    async (body) => {
      expect((await read(body)).status).toBe(400);
    },
  );

  it('refuses a limit beyond 100', async () => {
    expect(paths(await call(world.owner, 'GET', '/notifications?limit=101'))).toEqual(['limit']);
  });
});

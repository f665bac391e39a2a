import { describe, expect, it } from 'vitest';
import { call, create, paths, useApi } from '#test/api-world';

const api = useApi();
const own = () => ({ organization_id: api.organization });
const add = (who: Parameters<typeof call>[0], body: object) =>
  call(who, 'POST', '/calendar/blackout-dates', { body: { ...own(), ...body } });
const read = async (who = api.viewer) => (await call(who, 'GET', `/calendar?organization_id=${api.organization}`)).body;

describe('the calendar of an organisation', () => {
  it('is read by its members, and says whether they may change it', async () => {
    expect(await read(api.viewer)).toMatchObject({
      ...own(),
      can_edit: false,
      holiday_country: null,
      public_holidays: [],
    });
    expect(await read(api.admin)).toMatchObject({ can_edit: true });
    const stranger = await call(api.stranger, 'GET', `/calendar?organization_id=${api.organization}`);
    expect(stranger.status).toBe(404);
    expect((await call(null, 'GET', '/calendar')).status).toBe(401);
  });

  it('takes and loses days off by its admins alone', async () => {
    const days = { name: 'Winter break', starts_on: '2027-12-24', ends_on: '2027-12-31' };
    for (const who of [api.editor, api.viewer]) expect((await add(who, days)).status).toBe(403);
    expect((await add(api.stranger, days)).status).toBe(404);
    const added = await add(api.admin, days);
    expect(added).toMatchObject({ status: 201, body: days });
    expect((await read()).blackout_dates).toEqual([added.body]);

    const path = `/calendar/blackout-dates/${added.body.id}`;
    expect((await call(api.editor, 'DELETE', path)).status).toBe(403);
    expect((await call(api.stranger, 'DELETE', path)).status).toBe(404);
    expect((await call(api.admin, 'DELETE', '/calendar/blackout-dates/nonsense')).status).toBe(404);
    expect((await call(api.admin, 'DELETE', path)).status).toBe(204);
    expect((await call(api.admin, 'DELETE', path)).status).toBe(404);
    expect((await read()).blackout_dates).toEqual([]);
  });

  it('takes one day as its own end, and no days twice', async () => {
    const added = await add(api.owner, { name: 'Stocktaking', starts_on: '2027-02-01' });
    expect(added.body).toMatchObject({ starts_on: '2027-02-01', ends_on: '2027-02-01' });
    const again = await add(api.owner, { name: 'Again', starts_on: '2027-02-01' });
    expect([again.status, paths(again)]).toEqual([400, ['starts_on']]);
  });

  it.each<[string, object, string[]]>([
    ['without a name', { name: ' ', starts_on: '2027-02-02' }, ['name']],
    ['that do not exist', { name: 'Leap', starts_on: '2027-02-29' }, ['starts_on']],
    ['that end before they start', { name: 'Back', starts_on: '2027-02-02', ends_on: '2027-02-01' }, ['ends_on']],
    ['of more than a year', { name: 'Long', starts_on: '2027-01-01', ends_on: '2028-01-02' }, ['ends_on']],
    ['with an unknown field', { name: 'X', starts_on: '2027-01-01', colour: 'red' }, ['colour']],
  ])('refuses days off %s', async (_what, body, wrong) => {
    const answer = await add(api.admin, body);
    expect([answer.status, paths(answer)]).toEqual([400, wrong]);
  });

  it('minds the public holidays of a country that its admins choose', async () => {
    const choose = (who: typeof api.admin, holiday_country: unknown) =>
      call(who, 'PATCH', '/calendar', { body: { ...own(), holiday_country } });
    expect((await choose(api.editor, 'US')).status).toBe(403);
    const unknown = await choose(api.admin, 'ZZ');
    expect([unknown.status, paths(unknown)]).toEqual([400, ['holiday_country']]);
    const chosen = await choose(api.admin, 'US');
    expect(chosen.body.holiday_country).toBe('US');
    const names = chosen.body.public_holidays.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['Christmas Day', 'Labour Day', 'Thanksgiving Day']));
    expect(await read()).toEqual({ ...chosen.body, can_edit: false });
    expect((await choose(api.owner, null)).body).toMatchObject({ holiday_country: null, public_holidays: [] });
  });

  it('says in a schedule when it really runs next', async () => {
    const yearly = { recurrence: '0 9 1 7 *', timezone: 'UTC', delivery_method: 'download', email: undefined };
    const make = async (on_holidays: string) => create(api.owner, api.organization, { ...yearly, on_holidays });
    const [running, skipping, moving] = [await make('run'), await make('skip'), await make('next_business_day')];
    const year = new Date(running.next_run_at).getUTCFullYear();
    expect(skipping).toMatchObject({
      next_run_at: running.next_run_at,
      runs_at: running.next_run_at,
      next_run_note: null,
    });

    const days = { name: 'Stocktaking', starts_on: `${year}-07-01` };
    const path = `/calendar/blackout-dates/${(await add(api.admin, days)).body.id}`;
    const { data } = (await call(api.viewer, 'GET', `/scheduled-exports?organization_id=${api.organization}`)).body;
    const read = (id: string) => data.find((each: { id: string }) => each.id === id);
    expect(read(running.id)).toMatchObject({ runs_at: running.next_run_at, next_run_note: null });
    expect(read(skipping.id)).toMatchObject({
      next_run_at: running.next_run_at,
      runs_at: `${year + 1}-07-01T09:00:00.000Z`,
      next_run_note: expect.stringMatching(/^Skips \w{3} 1 Jul \(Stocktaking\)\.$/),
    });
    const moved = read(moving.id);
    expect(moved.runs_at > running.next_run_at && moved.runs_at < `${year}-07-06`).toBe(true);
    expect(moved.next_run_note).toMatch(/^Moved from \w{3} 1 Jul \(Stocktaking\)\.$/);

    // once that day is planned, the run that was moved is what comes next
    await api.rows(
      `with planned as (update scheduled_exports set next_run_at = next_run_at + interval '1 year' where id = $1 returning *)
       insert into export_runs (organization_id, scheduled_export_id, scheduled_for, run_after, definition, status, holiday, moved_to)
       select organization_id, id, $2, $3, '{}', 'waiting', 'Stocktaking', $3 from planned`,
      [moving.id, running.next_run_at, moved.runs_at],
    );
    const planned = (await call(api.viewer, 'GET', `/scheduled-exports/${moving.id}`)).body;
    expect(planned).toMatchObject({ runs_at: moved.runs_at, next_run_note: moved.next_run_note });
    expect(planned.next_run_at > moved.next_run_at).toBe(true);
    expect((await call(api.admin, 'DELETE', path)).status).toBe(204);
  });

  it('offers the countries by name', async () => {
    const { body } = await call(api.viewer, 'GET', '/calendar/countries');
    expect(body.data).toContainEqual({ code: 'US', name: 'United States of America' });
  });
});

import { describe, expect, it } from 'vitest';
import { call, paths, useApi } from '#test/api-world';

const api = useApi();
/** Before anything was asked for. */
const begun = Date.now();
const preview = (body: object, who = api.viewer) => call(who, 'POST', '/recurrences/preview', { body });
const notes = ({ body }: Awaited<ReturnType<typeof preview>>) =>
  body.occurrences.map(({ local, note }: { local: string; note?: string }) => [local, ...(note ? [note] : [])]);

describe('the preview of a recurrence', () => {
  it('answers with five occurrences from now, unless it is asked for others', async () => {
    const five = await preview({ recurrence: '0 9 * * 1', timezone: 'America/New_York' });
    expect(five).toMatchObject({
      status: 200,
      body: { recurrence: '0 9 * * 1', description: 'Every Monday at 09:00' },
    });
    expect(five.body.occurrences).toHaveLength(5);
    expect(Date.parse(five.body.occurrences[0].at)).toBeGreaterThan(begun);
    const hundred = await preview({ text: 'every weekday at 9am', from: '2027-01-01T00:00:00Z', count: 100 });
    expect(hundred.body).toMatchObject({ recurrence: '0 9 * * 1-5', timezone: 'UTC' });
    expect(hundred.body.occurrences).toHaveLength(100);
    expect(hundred.body.occurrences[0]).toEqual({
      at: '2027-01-01T09:00:00.000Z',
      local: '2027-01-01T09:00',
      offset: '+00:00',
    });
  });

  it('stays between start and end', async () => {
    const bounds = { starts_at: '2027-01-05T00:00:00Z', ends_at: '2027-01-06T09:00:00Z' };
    const answer = await preview({ recurrence: '0 9 * * *', from: '2027-01-01T00:00:00Z', ...bounds });
    expect(notes(answer)).toEqual([['2027-01-05T09:00'], ['2027-01-06T09:00', 'Last run: the job ends on 6 Jan.']]);
  });

  it('notes holidays skipped or moved, by the organisation’s calendar, beside what clocks do', async () => {
    const country = { organization_id: api.organization, holiday_country: 'US' };
    await call(api.admin, 'PATCH', '/calendar', { body: country });
    const days = { name: 'Winter break', starts_on: '2026-12-26', ends_on: '2026-12-28' };
    await call(api.admin, 'POST', '/calendar/blackout-dates', { body: { ...days, organization_id: api.organization } });
    const asked = { recurrence: '0 9 * * *', timezone: 'America/New_York', from: '2026-12-24T15:00:00Z', count: 3 };
    const own = { organization_id: api.organization };
    expect(notes(await preview({ ...asked, ...own, on_holidays: 'skip' }))).toEqual([
      ['2026-12-25T09:00', 'Christmas Day: skipped.'],
      ['2026-12-26T09:00', 'Winter break: skipped.'],
      ['2026-12-27T09:00', 'Winter break: skipped.'],
    ]);
    expect(notes(await preview({ ...asked, ...own, on_holidays: 'next_business_day' }))).toEqual([
      ['2026-12-25T09:00', 'Christmas Day: moves to Tue 29 Dec, 09:00.'],
      ['2026-12-26T09:00', 'Winter break: skipped, as an earlier run moves to Tue 29 Dec.'],
      ['2026-12-27T09:00', 'Winter break: skipped, as an earlier run moves to Tue 29 Dec.'],
    ]);
    // Without a choice, and in an organisation of one's own, there is nothing to note.
    expect(notes(await preview({ ...asked, ...own }))).toEqual([
      ['2026-12-25T09:00'],
      ['2026-12-26T09:00'],
      ['2026-12-27T09:00'],
    ]);
    expect(
      notes(await preview({ ...asked, on_holidays: 'skip', organization_id: api.stranger.home }, api.stranger))[0],
    ).toEqual(['2026-12-25T09:00']);
    expect((await preview({ ...asked, ...own, on_holidays: 'skip' }, api.stranger)).status).toBe(404);
  });

  it('names a clock gap and a repeated hour', async () => {
    const spring = { recurrence: '30 2 * * *', timezone: 'America/New_York', from: '2027-03-14T05:00:00Z', count: 1 };
    expect(notes(await preview(spring))).toEqual([
      ['2027-03-14T03:00', '02:30 does not exist that day: runs at 03:00.'],
    ]);
    const autumn = { ...spring, recurrence: '30 1 * * *', from: '2027-11-07T04:00:00Z' };
    expect(notes(await preview(autumn))).toEqual([
      ['2027-11-07T01:30', '01:30 happens twice: runs once, the first time.'],
    ]);
  });

  it.each<[string, object, string[]]>([
    ['neither recurrence nor text', {}, ['recurrence']],
    ['both', { recurrence: '0 9 * * *', text: 'daily' }, ['recurrence']],
    ['a wrong field', { recurrence: '61 * * * *' }, ['recurrence']],
    ['a date that never comes', { recurrence: '0 0 30 2 *' }, ['recurrence']],
    ['words that are not understood', { text: 'whenever it rains' }, ['text']],
    ['an unknown zone', { recurrence: '0 9 * * *', timezone: 'Mars/Olympus' }, ['timezone']],
    ['too many', { recurrence: '0 9 * * *', count: 101 }, ['count']],
    [
      'an end before the start',
      { recurrence: '0 9 * * *', starts_at: '2027-01-02T00:00:00Z', ends_at: '2027-01-01T00:00:00Z' },
      ['ends_at'],
    ],
    ['an unknown way with holidays', { recurrence: '0 9 * * *', on_holidays: 'dance' }, ['on_holidays']],
  ])('refuses %s, naming what is wrong', async (_what, body, wrong) => {
    const answer = await preview(body);
    expect([answer.status, paths(answer)]).toEqual([400, wrong]);
  });
});

import { describe, expect, it } from 'vitest';
import { previewRecurrence } from './preview';

function previewed(recurrence: string, timezone: string, from: string, endsAt?: string) {
  const end = endsAt ? { endsAt: new Date(endsAt) } : {};
  const { occurrences } = previewRecurrence({ recurrence, timezone, from: new Date(from), count: 3, ...end });
  return occurrences.map(({ local, offset, note }) => [local, offset, ...(note ? [note] : [])]);
}

describe('previewRecurrence', () => {
  it('gives the recurrence, its sentence and each occurrence as instant, wall time and offset', () => {
    const from = new Date('2026-11-23T00:00:00Z');
    expect(previewRecurrence({ recurrence: ' 0 9 * * 1 ', timezone: 'America/New_York', from, count: 1 })).toEqual({
      recurrence: '0 9 * * 1',
      description: 'Every Monday at 09:00',
      occurrences: [{ at: '2026-11-23T14:00:00.000Z', local: '2026-11-23T09:00', offset: '-05:00' }],
    });
  });

  it('says the time that an RRULE takes from its start as it runs: the first whole minute', () => {
    const from = new Date('2026-11-23T12:02:40Z');
    const { description, occurrences } = previewRecurrence({
      ...{ recurrence: 'RRULE:FREQ=WEEKLY;COUNT=2', timezone: 'UTC', from, count: 5 },
    });
    expect(description).toBe('Every Monday at 12:03, 2 times');
    expect(occurrences.map(({ local }) => local)).toEqual(['2026-11-23T12:03', '2026-11-30T12:03']);
  });

  it('knows the years that dates take for another century', () => {
    expect(previewed('0 9 1 1 *', 'UTC', '0099-06-01T00:00:00Z').map(([local]) => local)).toEqual([
      ...['0100-01-01T09:00', '0101-01-01T09:00', '0102-01-01T09:00'],
    ]);
    expect(previewed('0 9 * * *', 'UTC', '0001-01-01T00:00:00Z')[0]).toEqual(['0001-01-01T09:00', '+00:00']);
  });

  it('notes a wall time that does not exist', () => {
    expect(previewed('30 2 * * *', 'America/New_York', '2027-03-13T12:00:00Z')).toEqual([
      ['2027-03-14T03:00', '-04:00', '02:30 does not exist that day: runs at 03:00.'],
      ['2027-03-15T02:30', '-04:00'],
      ['2027-03-16T02:30', '-04:00'],
    ]);
    expect(previewed('0,30 2 * * *', 'America/New_York', '2027-03-13T12:00:00Z')[0]).toEqual([
      ...['2027-03-14T03:00', '-04:00', '02:00 and 02:30 do not exist that day: runs at 03:00.'],
    ]);
  });

  it('notes a wall time that happens twice, and whether it runs twice', () => {
    expect(previewed('30 1 * * *', 'America/New_York', '2026-11-01T00:00:00Z')).toEqual([
      ['2026-11-01T01:30', '-04:00', '01:30 happens twice: runs once, the first time.'],
      ['2026-11-02T01:30', '-05:00', 'Clocks change on 1 Nov.'],
      ['2026-11-03T01:30', '-05:00'],
    ]);
    expect(previewed('30 * * * *', 'America/New_York', '2026-11-01T05:00:00Z')).toEqual([
      ['2026-11-01T01:30', '-04:00', '01:30 happens twice: runs both times.'],
      ['2026-11-01T01:30', '-05:00', '01:30 happens twice: runs both times.'],
      ['2026-11-01T02:30', '-05:00'],
    ]);
  });

  it('notes that clocks changed since the occurrence before, with the year when it is another', () => {
    expect(previewed('0 9 * * 1', 'America/New_York', '2027-03-08T00:00:00Z')[1]).toEqual([
      ...['2027-03-15T09:00', '-04:00', 'Clocks change on 14 Mar.'],
    ]);
    expect(previewed('0 9 1 1,7 *', 'America/New_York', '2026-07-02T00:00:00Z')[0]).toEqual([
      ...['2027-01-01T09:00', '-05:00', 'Clocks change on 1 Nov 2026.'],
    ]);
  });

  it('calls the last occurrence that runs the last run, and says no more of one that is skipped', () => {
    const closed = '2027-11-07';
    const { occurrences } = previewRecurrence({
      ...{ recurrence: '30 1 * * *', timezone: 'America/New_York', count: 5 },
      ...{ from: new Date('2027-11-05T12:00:00Z'), endsAt: new Date('2027-11-07T20:00:00Z') },
      noteOf: (at) => (at.toISOString().startsWith(closed) ? { text: 'Stocktaking: skipped.', runs: false } : null),
    });
    expect(occurrences.map(({ local, note }) => [local, note])).toEqual([
      ['2027-11-06T01:30', 'Last run: the job ends on 7 Nov.'],
      ['2027-11-07T01:30', 'Stocktaking: skipped.'],
    ]);
  });

  it('notes the last run before the end', () => {
    expect(previewed('0 9 * * *', 'Asia/Kathmandu', '2026-12-30T00:00:00Z', '2026-12-31T12:00:00Z')).toEqual([
      ['2026-12-30T09:00', '+05:45'],
      ['2026-12-31T09:00', '+05:45', 'Last run: the job ends on 31 Dec.'],
    ]);
  });

  it('takes a sentence, and counts an RRULE without a start from now', () => {
    const from = new Date('2026-11-23T00:00:00Z');
    const preview = previewRecurrence({
      text: 'every other friday at noon',
      timezone: 'Europe/Berlin',
      from,
      count: 2,
    });
    expect(preview).toMatchObject({
      recurrence: 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=12;BYMINUTE=0',
      description: 'Every 2 weeks on Friday at 12:00',
    });
    expect(preview.occurrences.map(({ local }) => local)).toEqual(['2026-11-27T12:00', '2026-12-11T12:00']);
    expect(() => previewRecurrence({ text: 'fortnightish', timezone: 'UTC', from, count: 2 })).toThrow(
      '“fortnightish” is not understood.',
    );
  });

  it('notes the last run of a counted rule', () => {
    const { occurrences } = previewRecurrence({
      ...{ recurrence: 'RRULE:FREQ=DAILY;COUNT=2;BYHOUR=9;BYMINUTE=0', timezone: 'UTC', count: 5 },
      from: new Date('2026-11-23T00:00:00Z'),
    });
    expect(occurrences.map(({ note }) => note)).toEqual([undefined, 'Last run.']);
  });

  it('says what is wrong with a recurrence', () => {
    const from = new Date('2026-11-23T00:00:00Z');
    expect(() => previewRecurrence({ recurrence: '75 * * * *', timezone: 'UTC', from, count: 5 })).toThrow(
      'Minute must be 0 to 59, not 75.',
    );
  });
});

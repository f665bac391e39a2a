import { describe, expect, it } from 'vitest';
import { describeRecurrence } from './describe';
import { nextOccurrence, occurrences } from './occurrences';
import { parseRecurrence, validateRecurrence } from './recurrence';

const timezone = 'America/New_York';
/** Tuesday 2 September 1997, 09:00 in New York: the start of RFC 5545's examples. */
const startsAt = new Date('1997-09-02T13:00:00Z');

/** Wall times in New York, `MM-DD` with the year in front where it changes. */
function dates(text: string, limit: number): string {
  let year = '1997';
  const found = occurrences(parseRecurrence(text), { timezone, startsAt, after: new Date(0), limit });
  return found
    .map((at) => at.toLocaleDateString('sv', { timeZone: timezone }))
    .map((date) => {
      const shown = date.startsWith(year) ? date.slice(5) : date;
      year = date.slice(0, 4);
      return shown;
    })
    .join(' ');
}

describe('RRULE occurrences', () => {
  it.each([
    ['FREQ=DAILY;COUNT=3', '09-02 09-03 09-04'],
    ['FREQ=DAILY;INTERVAL=10;COUNT=5', '09-02 09-12 09-22 10-02 10-12'],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU', '09-02 09-16 09-30 10-14'],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH', '09-02 09-04 09-16 09-18 09-30 10-02 10-14 10-16'],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', '09-02 09-07 09-16 09-21'],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', '09-02 09-14 09-16 09-28'],
    ['FREQ=MONTHLY;COUNT=10;BYDAY=1FR', '09-05 10-03 11-07 12-05 1998-01-02 02-06'],
    ['FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU', '09-07 09-28 11-02 11-30 1998-01-04 01-25'],
    ['FREQ=MONTHLY;BYMONTHDAY=-3', '09-28 10-29 11-28 12-29 1998-01-29 02-26'],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '1998-02-13 03-13 11-13 1999-08-13 2000-10-13'],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', '09-04 10-07 11-06'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '09-30 10-31 11-28 12-31 1998-01-30'],
    ['FREQ=YEARLY;BYWEEKNO=20;COUNT=4', '1998-05-11 05-12 05-13 05-14'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYMONTHDAY=15', '1998-05-15 2000-05-15 2001-05-15 2002-05-15 2003-05-15'],
    ['FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO', '12-29 1999-01-04 2000-01-03 2001-01-01 12-31'],
    ['FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU;WKST=SU', '12-28 1998-12-27 1999-12-26 2000-12-24'],
    ['FREQ=YEARLY;BYYEARDAY=-1,100;BYMONTHDAY=31', '12-31 1998-12-31 1999-12-31'],
    ['FREQ=YEARLY;BYDAY=20MO', '1998-05-18 1999-05-17 2000-05-15'],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', '1998-03-29 1999-03-28 2000-03-26'],
    ['FREQ=MONTHLY;BYDAY=FR,1MO;COUNT=5', '09-05 09-12 09-19 09-26 10-03'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '10-31 12-31 1998-01-31 03-31'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2000-02-29 2004-02-29 2008-02-29'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '1998-05-11 1999-05-17 2000-05-15'],
    ['FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,200', '2000-01-01 04-09 07-18 2003-01-01'],
    ['FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8', '11-04 2001-11-06 2005-11-08'],
  ])('%s gives %s', (text, expected) => {
    expect(dates(text, expected.split(' ').length)).toBe(expected);
  });

  it('ends after COUNT and at UNTIL, a date including its whole day and Z being an instant', () => {
    expect(dates('FREQ=DAILY;COUNT=2', 9)).toBe('09-02 09-03');
    expect(dates('FREQ=DAILY;UNTIL=19970904', 9)).toBe('09-02 09-03 09-04');
    expect(dates('FREQ=DAILY;UNTIL=19970904T125959Z', 9)).toBe('09-02 09-03');
    expect(dates('FREQ=DAILY;UNTIL=19970904T130000Z', 9)).toBe('09-02 09-03 09-04');
    const after = new Date('1997-09-03T13:00:00Z');
    expect(nextOccurrence(parseRecurrence('FREQ=DAILY;COUNT=2'), { timezone, startsAt, after })).toBeNull();
  });

  it('keeps a daily time through a gap and runs once in a repeated hour', () => {
    const rule = parseRecurrence('RRULE:FREQ=DAILY;BYHOUR=1,2;BYMINUTE=30');
    const around = (day: string) =>
      occurrences(rule, { timezone, startsAt, after: new Date(`${day}T05:00:00Z`), limit: 3 }).map((at) =>
        at.toISOString(),
      );
    expect(around('2026-03-08')).toEqual([
      '2026-03-08T06:30:00.000Z',
      '2026-03-08T07:00:00.000Z',
      '2026-03-09T05:30:00.000Z',
    ]);
    expect(around('2026-11-01')).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-01T07:30:00.000Z',
      '2026-11-02T06:30:00.000Z',
    ]);
  });

  it('loses no counted occurrence when it starts in the second pass of a repeated hour', () => {
    const second = new Date('2026-11-01T06:20:00Z');
    const rule = parseRecurrence('FREQ=DAILY;COUNT=2;BYHOUR=1;BYMINUTE=30');
    const found = occurrences(rule, { timezone, startsAt: second, after: new Date(0), limit: 5 });
    expect(found.map((at) => at.toISOString())).toEqual(['2026-11-02T06:30:00.000Z', '2026-11-03T06:30:00.000Z']);
  });

  it('begins at the next whole minute, so that a start with seconds loses nothing', () => {
    const found = occurrences(parseRecurrence('FREQ=DAILY;COUNT=2'), {
      ...{ timezone: 'UTC', startsAt: new Date('2026-11-23T09:00:12Z'), after: new Date(0), limit: 5 },
    });
    expect(found.map((at) => at.toISOString())).toEqual(['2026-11-23T09:01:00.000Z', '2026-11-24T09:01:00.000Z']);
  });

  it('needs a start', () => {
    expect(() => nextOccurrence(parseRecurrence('FREQ=DAILY'), { timezone, after: startsAt })).toThrow(
      'An RRULE needs a start to count from.',
    );
  });

  it('answers quickly when no date fits, wherever it starts', () => {
    expect(() => parseRecurrence('FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6')).toThrow('This never runs');
    const rule = 'FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29';
    expect(() => validateRecurrence(rule, { timezone, startsAt })).toThrow('This never runs from its start.');
    expect(nextOccurrence(parseRecurrence(rule), { timezone, startsAt, after: startsAt })).toBeNull();
  });
});

describe('parseRecurrence of an RRULE', () => {
  it('gives the line in capitals with its prefix', () => {
    expect(parseRecurrence(' freq=weekly;byday=fr; ')).toMatchObject({
      kind: 'rrule',
      text: 'RRULE:FREQ=WEEKLY;BYDAY=FR',
    });
  });

  const parts =
    'FREQ, INTERVAL, COUNT, UNTIL, BYDAY, WKST, BYMONTH, BYMONTHDAY, BYYEARDAY, BYWEEKNO, BYSETPOS, BYHOUR, BYMINUTE';
  it.each([
    ['FREQ=HOURLY', 'FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY, not HOURLY: use cron for shorter intervals.'],
    ['FREQ=OFTEN', 'FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY, not OFTEN.'],
    ['BYDAY=MO', 'An RRULE needs FREQ: DAILY, WEEKLY, MONTHLY, YEARLY.'],
    ['FREQ=DAILY;BYHOUR=9,', 'BYHOUR has a comma without a value.'],
    ['FREQ=DAILY;X=1', `“X=1” is not understood: an RRULE has ${parts}.`],
    ['FREQ=DAILY;BYSECOND=1', `“BYSECOND=1” is not understood: an RRULE has ${parts}.`],
    ['FREQ=DAILY;INTERVAL=', 'INTERVAL needs a value.'],
    ['FREQ=DAILY;FREQ=DAILY', 'FREQ is given twice.'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL must be 1 to 1,000, not 0.'],
    ['FREQ=DAILY;COUNT=2000', 'COUNT must be 1 to 1,000, not 2000.'],
    ['FREQ=DAILY;BYHOUR=25', 'BYHOUR must be 0 to 23, not 25.'],
    ['FREQ=DAILY;BYMINUTE=-1', 'BYMINUTE must be 0 to 59, not -1.'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY must be 1 to 31 or -31 to -1, not 0.'],
    [
      'FREQ=MONTHLY;BYDAY=XX',
      'BYDAY takes MO to SU, with a number before it for the first (1MO) or last (-1FR), not XX.',
    ],
    ['FREQ=DAILY;UNTIL=20270231', 'UNTIL must be a date like 20271231 or 20271231T235959Z, not 20270231.'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20270101', 'COUNT and UNTIL cannot both be given.'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'BYMONTHDAY cannot go with FREQ=WEEKLY.'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'BYDAY with a number cannot go with FREQ=WEEKLY.'],
    ['FREQ=MONTHLY;BYYEARDAY=1', 'BYYEARDAY goes with FREQ=YEARLY only.'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS needs another BY part to choose from.'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'This never runs: February has no day 30.'],
    [
      'FREQ=DAILY\nRDATE:20270101',
      'Use one RRULE line only: the start is set beside it, and dates cannot be added or left out.',
    ],
    [
      'DTSTART:20270101T090000Z',
      'Use one RRULE line only: the start is set beside it, and dates cannot be added or left out.',
    ],
    [`RRULE:FREQ=DAILY;BYMINUTE=${'1,'.repeat(300)}1`, 'A schedule has at most 500 characters.'],
  ])('refuses %s', (text, message) => {
    expect(() => parseRecurrence(text)).toThrow(expect.objectContaining({ name: 'RecurrenceError', message }));
  });

  it('knows the shortest interval', () => {
    const validate = (text: string, minimumIntervalMinutes: number) => () =>
      validateRecurrence(text, { timezone, minimumIntervalMinutes });
    expect(validate('FREQ=DAILY;BYHOUR=9;BYMINUTE=0,20', 20)).not.toThrow();
    expect(validate('FREQ=DAILY;BYHOUR=9;BYMINUTE=0,20', 21)).toThrow('The shortest interval here is 21 minutes.');
    expect(validate('FREQ=WEEKLY;BYDAY=MO;BYHOUR=0,23;BYMINUTE=0', 23 * 60)).not.toThrow();
  });
});

describe('describeRecurrence of an RRULE', () => {
  it.each([
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=12;BYMINUTE=0', 'Every 2 weeks on Friday at 12:00'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0', 'Every 2 weeks on weekdays at 09:00'],
    ['FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=9,17;BYMINUTE=0', 'Every Monday and Wednesday at 09:00 and 17:00'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;BYHOUR=18;BYMINUTE=0', 'Last business day of every month at 18:00'],
    ['FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;BYHOUR=18;BYMINUTE=0', 'Every 3 months on the last day at 18:00'],
    ['FREQ=MONTHLY;BYDAY=1MO;BYHOUR=8;BYMINUTE=30', 'First Monday of every month at 08:30'],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;BYHOUR=9;BYMINUTE=0', 'Every Friday that falls on the 13th at 09:00'],
    [
      'FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYMONTHDAY=1;BYHOUR=0;BYMINUTE=0',
      'Every 2 years on the 1st of January at 00:00',
    ],
    ['FREQ=DAILY;INTERVAL=3;COUNT=10;BYHOUR=9;BYMINUTE=0', 'Every 3 days at 09:00, 10 times'],
    ['FREQ=DAILY;UNTIL=20271231;BYHOUR=9;BYMINUTE=0', 'Every day at 09:00, until 31 December 2027'],
    ['FREQ=WEEKLY', 'Every week on the weekday of its start at the time of its start'],
    ['FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30;BYSETPOS=1,4', 'Every day at 09:00 and 17:30'],
    ['FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30;BYSETPOS=1,-1', 'Every day at 09:00 and 17:30'],
    ['FREQ=DAILY;BYDAY=MO;BYHOUR=8,18;BYMINUTE=0,15;BYSETPOS=2,3;COUNT=4', 'Every Monday at 08:15 and 18:00, 4 times'],
    ['FREQ=DAILY;BYMONTHDAY=1,15;BYHOUR=9;BYMINUTE=0', 'On the 1st and 15th of every month at 09:00'],
    [
      'FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=9,17;BYMINUTE=0,30;BYSETPOS=1,4,5,8',
      'Every Monday and Wednesday at 09:00 and 17:30',
    ],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9,17;BYMINUTE=0,30;BYSETPOS=-4,-1',
      'Last business day of every month at 09:00 and 17:30',
    ],
    // The third of all the times of these days is the second day's first.
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9,17;BYMINUTE=0;BYSETPOS=3',
      'Second business day of every month at 09:00',
    ],
    [
      'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5;BYHOUR=9,10;BYMINUTE=0,30;BYSETPOS=1,4',
      'On the 5th of March at 09:00 and 10:30',
    ],
    [
      'FREQ=MONTHLY;BYDAY=MO;BYHOUR=9,17;BYMINUTE=0,30;BYSETPOS=1,-2',
      'Every month on every Monday only the first and the second to last of these at 09:00, 09:30, 17:00 and 17:30',
    ],
    ['FREQ=DAILY;BYHOUR=8,9,10;BYMINUTE=0,30;BYSETPOS=2,3,4,5,6', 'Every 30 minutes from 08:30 to 10:30'],
    [
      'FREQ=DAILY;BYDAY=SA,SU;BYHOUR=8,9,10;BYMINUTE=0,30;BYSETPOS=2,3,4,5,6',
      'Weekends, every 30 minutes from 08:30 to 10:30',
    ],
    // "from 09:00 to 11:00" would be read as the whole hour of 11.
    ['FREQ=DAILY;BYHOUR=9,10,11;BYMINUTE=0,30;BYSETPOS=1,2,3,4,5', 'Every day at 09:00, 09:30, 10:00, 10:30 and 11:00'],
    ['FREQ=MONTHLY;BYHOUR=9;BYMINUTE=0', 'Every month on the day of its start at 09:00'],
    [
      'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;BYHOUR=9;BYMINUTE=0',
      'Every year on every Monday in the 20th week of the year at 09:00',
    ],
  ])('%s is %s', (text, sentence) => {
    expect(describeRecurrence(parseRecurrence(text))).toBe(sentence);
  });

  it('names the day and time that come from the start', () => {
    expect(describeRecurrence(parseRecurrence('FREQ=WEEKLY'), { startsAt, timezone })).toBe('Every Tuesday at 09:00');
    expect(describeRecurrence(parseRecurrence('FREQ=YEARLY'), { startsAt, timezone })).toBe(
      'On the 2nd of September at 09:00',
    );
  });
});

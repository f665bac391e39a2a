import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import published from '@/recurrence/cases/natural-language.json';
import rejected from '@/recurrence/cases/natural-language-rejected.json';
import { RecurrenceError } from '@/recurrence/errors';
import { occurrences } from '@/recurrence/occurrences';
import { parseRecurrence } from '@/recurrence/recurrence';
import { parseText } from './parse-text';

/** A Thursday, so that no weekday is met by chance. */
const startsAt = new Date('2026-01-01T00:00:00Z');

function occurrencesOf(recurrence: string, limit = 300): string[] {
  const rule = parseRecurrence(recurrence);
  return occurrences(rule, { timezone: 'UTC', startsAt, after: startsAt, limit }).map((at) => at.toISOString());
}

describe('parseText', () => {
  it.each(published)('reads the published “$phrase”', ({ phrase, cron }) => {
    expect(occurrencesOf(parseText(phrase).recurrence)).toEqual(occurrencesOf(cron));
  });

  it.each(rejected)('refuses the published “%s”', (phrase) => {
    expect(() => parseText(phrase)).toThrow(RecurrenceError);
  });

  it.each([
    // days of the week
    ['every weekday at 9am', '0 9 * * 1-5'],
    ['Mondays @ 9am', '0 9 * * 1'],
    ['MON WED FRI 09:00', '0 9 * * 1,3,5'],
    ['mon/wed/fri at 9', '0 9 * * 1,3,5'],
    ['Mon-Wed,Fri at 8am', '0 8 * * 1-3,5'],
    ['between monday and thursday at noon', '0 12 * * 1-4'],
    ['friday to monday at 9', '0 9 * * 5,6,0,1'],
    ['weekdays and saturdays at 9', '0 9 * * 1-6'],
    ['every day except sunday at 8', '0 8 * * 1-6'],
    ['weekdays except friday at noon', '0 12 * * 1-4'],
    ['every weekday (mon-fri) at 9', '0 9 * * 1-5'],
    ['send me the report every monday at 9am, please', '0 9 * * 1'],
    // days of the month
    ['the 1st, 10th and 20th at 6:00', '0 6 1,10,20 * *'],
    ['on the first of the month at 9am', '0 9 1 * *'],
    ['every 2nd day of the month', '0 0 2 * *'],
    ['days 1-7 at 9', '0 9 1-7 * *'],
    ['first 5 days of the month', '0 0 1-5 * *'],
    ['last day of the month at 18:00', '0 18 L * *'],
    ['second last day of the month', '0 0 L-1 * *'],
    ['3 days before the end of the month', '0 0 L-3 * *'],
    ['month end at 5pm', '0 17 L * *'],
    ['the last day of february', '0 0 L 2 *'],
    // nth days
    ['first monday of the month at 8:30', '30 8 * * 1#1'],
    ['second tuesday of each month at 3 pm', '0 15 * * 2#2'],
    ['every second tuesday of the month', '0 0 * * 2#2'],
    ['every 3rd friday', '0 0 * * 5#3'],
    ['1st and 3rd mondays', '0 0 * * 1#1,1#3'],
    ['first monday and last friday at 9', '0 9 * * 1#1,5L'],
    ['on the last monday of january at 9', '0 9 * 1 1L'],
    ['last business day of the month at 6pm', '0 18 LW * *'],
    ['first working day of each month at 9', '0 9 1W * *'],
    ['third business day of the month', 'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=3;BYHOUR=0;BYMINUTE=0'],
    ['second to last friday of the month', 'RRULE:FREQ=MONTHLY;BYDAY=-2FR;BYHOUR=0;BYMINUTE=0'],
    ['friday the 13th at noon', 'RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;BYHOUR=12;BYMINUTE=0'],
    ['monday and the 15th', '0 0 15 * 1'],
    ['the 15th and the last friday', '0 0 15 * 5L'],
    // months, quarters, years
    ['from june to august every monday at 9', '0 9 * 6-8 1'],
    ['every month except december', '0 0 1 1-11 *'],
    ['on the 25th of december at 9', '0 9 25 12 *'],
    ['january 1 and july 1', '0 0 1 1,7 *'],
    ['jan 1, apr 1, jul 1 and oct 1 at 6am', '0 6 1 */3 *'],
    ['the third thursday of november at 10am', '0 10 * 11 4#3'],
    ['at 9am in march', '0 9 * 3 *'],
    ['every third month on the 10th', '0 0 10 */3 *'],
    ['every 3 months on the first monday at 9', '0 9 * */3 1#1'],
    ['every 5 months on the 1st', 'RRULE:FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=1;BYHOUR=0;BYMINUTE=0'],
    ['half-yearly', '0 0 1 1,7 *'],
    ['quarterly at 9am', '0 9 1 */3 *'],
    ['every quarter on the 15th', '0 0 15 */3 *'],
    ['last day of every quarter at 5pm', '0 17 L 3,6,9,12 *'],
    ['last working day of each quarter', '0 0 LW 3,6,9,12 *'],
    ['annually on march 3rd at noon', '0 12 3 3 *'],
    ['last day of the year', '0 0 31 12 *'],
    // every so often
    ['every 30 mins', '*/30 * * * *'],
    ['every half hour', '*/30 * * * *'],
    ['every twenty minutes', '*/20 * * * *'],
    ['every 120 minutes', '0 */2 * * *'],
    ['every 24 hours', '0 0 * * *'],
    ['every 4hrs', '0 */4 * * *'],
    ['alternate days', '0 0 */2 * *'],
    ['every 40 days', 'RRULE:FREQ=DAILY;INTERVAL=40;BYHOUR=0;BYMINUTE=0'],
    ['once a week on friday at 10', '0 10 * * 5'],
    ['every other friday at noon', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=12;BYMINUTE=0'],
    ['every second friday', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=0;BYMINUTE=0'],
    ['every 2 weeks on monday and wednesday at 9', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;BYHOUR=9;BYMINUTE=0'],
    ['fortnightly on friday', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=0;BYMINUTE=0'],
    // times
    ['9am', '0 9 * * *'],
    ['Every midnight!', '0 0 * * *'],
    ['at 6 and 18', '0 6,18 * * *'],
    ['9am, noon and 5pm daily', '0 9,12,17 * * *'],
    ['at 8 and 10 pm', '0 20,22 * * *'],
    ['every day at 9.30am', '30 9 * * *'],
    ['every day at 9h30', '30 9 * * *'],
    ["every day at 9 o'clock", '0 9 * * *'],
    ['at 1730', '30 17 * * *'],
    ['at nine fifteen pm', '15 21 * * *'],
    ['at half past nine on mondays', '30 9 * * 1'],
    ['at quarter to midnight', '45 23 * * *'],
    ['at ten past nine', '10 9 * * *'],
    ['every evening at 6', '0 18 * * *'],
    ['every afternoon at 3:30', '30 15 * * *'],
    ['monday morning at 9', '0 9 * * 1'],
    ['weekdays at 9 in the morning and 5 in the afternoon', '0 9,17 * * 1-5'],
    ['twice a day at 9am and 5pm', '0 9,17 * * *'],
    ['every hour at 15 minutes past', '15 * * * *'],
    ['20 past each hour', '20 * * * *'],
    ['every hour on the half hour', '30 * * * *'],
    ['at :15 and :45', '15,45 * * * *'],
    // between hours
    ['every 15 minutes between 9am and 5pm on weekdays', '*/15 9-17 * * 1-5'],
    ['between 9:00 and 17:30 every 30 minutes', '*/30 9-17 * * *'],
    ['every hour between 9:30 and 17:30', '30 9-17 * * *'],
    ['every 2 hours between 8am and 6pm', '0 8-18/2 * * *'],
    ['every hour from 1 to 5pm', '0 13-17 * * *'],
    ['every hour from 9 to 5pm', '0 9-17 * * *'],
    ['every hour from 10pm to 2am', '0 22-2 * * *'],
    ['every 10 minutes from 6pm to midnight', '*/10 18-23 * * *'],
    ['every minute between 9:00 and 9:59', '* 9 * * *'],
  ])('reads “%s” as %s', (phrase, recurrence) => {
    expect(occurrencesOf(parseText(phrase).recurrence)).toEqual(occurrencesOf(recurrence));
  });

  it.each([
    // words
    ['fortnightish', '“fortnightish” is not understood.', ['fortnightish']],
    ['every blue moon at 9', '“every blue moon” is not understood.', ['every blue moon']],
    ['next tuesday at 9 tomorrow', '“next” and “tomorrow” are not understood.', ['next', 'tomorrow']],
    ['this friday', '“this” is not understood.', ['this']],
    ['every day at', '“at” is not understood.', ['at']],
    ['every monday or tuesday', '“or” is not understood.', ['or']],
    ['every monday not tuesday', '“not” is not understood.', ['not']],
    ['every day at 9am until christmas', '“until christmas” is not understood.', ['until christmas']],
    ['every 1.5 hours', '“every 1.5 hours” is not understood.', ['every 1.5 hours']],
    ['every -5 minutes', '“every - 5 minutes” is not understood.', ['every - 5 minutes']],
    ['on the last', '“last” is not understood.', ['last']],
    ['', 'Say when, as every weekday at 9am.', []],
    // times
    ['every day at 25pm', '“25pm” is not a time. Try 17:00 or 5pm.', ['25pm']],
    ['at 24:00', '“24:00” is not a time. Try 17:00 or 5pm.', ['24:00']],
    ['at 0pm', '“0pm” is not a time. Try 17:00 or 5pm.', ['0pm']],
    ['at 9:75', '“9:75” is not a time. Try 17:00 or 5pm.', ['9:75']],
    ['every evening at 9am', '“9am” is not in the evening.', ['9am', 'evening']],
    ['every morning', '“morning” needs a time, as every morning at 8.', ['morning']],
    // more than one meaning
    ['biweekly', '“biweekly” can mean twice a week or every 2 weeks: write which.', ['biweekly']],
    ['at 9 and 5', '“at 9 and 5” is not clear: write am or pm, as 9am and 5pm.', ['at 9 and 5']],
    ['at 8am and 10', '“10” needs am or pm, as the times before it have.', ['10']],
    [
      'every hour between 9 and 5',
      '“between 9 and 5” is not clear: write am or pm, as 9am to 5pm.',
      ['between 9 and 5'],
    ],
    ['every day at 9am EST', '“EST” is a time zone: choose it beside the schedule.', ['EST']],
    ['in january', '“in january” needs a day, as the 1st, or every day.', ['in january']],
    ['twice a day', '“twice a day” needs its times, as at 9am and 5pm.', ['twice a day']],
    [
      'every monday on the 15th',
      '“every monday” and “on the 15th” can mean either or both at once: write “and” between them for either.',
      ['every monday', 'on the 15th'],
    ],
    [
      'every monday at 9 and every thursday at 10',
      '“every monday” and “every thursday” stand apart, so it is not clear what goes together. Make two schedules.',
      ['every monday', 'every thursday'],
    ],
    // what one schedule cannot hold
    [
      'at 9:00 and 17:30',
      '“at 9:00 and 17:30” does not fit one schedule: use the same minutes past each hour, or make two schedules.',
      ['at 9:00 and 17:30'],
    ],
    [
      'january 1 and july 15',
      '“january 1” and the other dates do not fit one schedule. Make one for each.',
      ['january 1'],
    ],
    ['every 3 days on monday', '“every 3 days” and “on monday” cannot both hold.', ['every 3 days', 'on monday']],
    ['every 2 hours at 9am', '“every 2 hours” and “at 9am” cannot both hold.', ['every 2 hours', 'at 9am']],
    ['every 2 years', '“every 2 years” is too seldom: use at most 12 months.', ['every 2 years']],
    ['every 30 seconds', '“every 30 seconds” is too often: the shortest interval is one minute.', ['every 30 seconds']],
    ['every second', '“every second” is too often: the shortest interval is one minute.', ['every second']],
    [
      'every 90 minutes',
      '“every 90 minutes” does not divide an hour evenly: use 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30 minutes.',
      ['every 90 minutes'],
    ],
    [
      'every hour from 10pm to 2am on weekdays',
      '“from 10pm to 2am” goes over midnight, so it cannot be on some days only.',
      ['from 10pm to 2am'],
    ],
    ['sixth monday of the month', '“sixth monday”: no month has that many.', ['sixth monday']],
    ['on the 30th of february', '“on the 30th of february” is not a date.', ['on the 30th of february']],
    [
      'the 1st and 15th except sunday',
      '“the 1st and 15th” and “except sunday” cannot both hold.',
      ['the 1st and 15th', 'except sunday'],
    ],
    ['every morning at 8 and every evening at 6', '“morning” and “evening” cannot both hold.', ['morning', 'evening']],
    ['every year on the 15th', '“on the 15th” needs a month, as in january.', ['on the 15th']],
  ])('refuses “%s”: %s', (phrase, message, words) => {
    expect(() => parseText(phrase)).toThrow(expect.objectContaining({ name: 'RecurrenceError', message, words }));
  });

  it('reads back what it understood', () => {
    expect(parseText('every 2 weeks on friday at noon')).toEqual({
      recurrence: 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=12;BYMINUTE=0',
      description: 'Every 2 weeks on Friday at 12:00',
    });
    expect(parseText('last business day of the quarter at 6pm').description).toBe(
      'Last business day of March, June, September and December at 18:00',
    );
  });

  it('refuses a sentence that is too long', () => {
    expect(() => parseText('every monday '.repeat(20))).toThrow('Use at most 256 characters.');
  });

  it('answers any jumble of words with a schedule or with what is wrong', () => {
    const word = fc.constantFrom(
      ...'every other second last first 1st 15th 31st 2 5 30 day days week month quarter year monday tue weekdays weekend'.split(
        ' ',
      ),
      ...'january feb to and , - at from between of the in on 9 9am 17:30 noon midnight half past minutes hour except twice end'.split(
        ' ',
      ),
      ...[
        'morning',
        'nonsense',
        'business',
        'day',
        'the',
        'each',
        'pm',
        ':15',
        'alternate',
        'fortnight',
        '/',
        'times',
        'a',
        'before',
      ],
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), (words) => {
        try {
          const { recurrence, description } = parseText(words.join(' '));
          expect(occurrencesOf(recurrence, 1)).toHaveLength(1);
          expect(description).not.toMatch(/undefined|NaN|null/);
        } catch (error) {
          if (!(error instanceof RecurrenceError)) throw error;
          expect(error.message).toMatch(/[.:]$|\.$/);
        }
      }),
      { numRuns: 2000 },
    );
  }, 60_000);
});

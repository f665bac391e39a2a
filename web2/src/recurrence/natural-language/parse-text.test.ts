import { describe, expect, it } from 'vitest';
import published from '@/recurrence/cases/natural-language.json';
import rejected from '@/recurrence/cases/natural-language-rejected.json';
import suites from '@/recurrence/cases/phrase-suites.json';
import phrases from '@/recurrence/cases/phrases.json';
import refused from '@/recurrence/cases/phrases-refused.json';
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

  it.each(Object.entries(suites))('reads the phrases of %s', (_suite, cases) => {
    const differing = cases.filter(([phrase = '', recurrence = '']) => {
      return occurrencesOf(parseText(phrase).recurrence).join() !== occurrencesOf(recurrence).join();
    });
    expect(differing).toEqual([]);
  });

  it.each(rejected)('refuses the published “%s”', (phrase) => {
    expect(() => parseText(phrase)).toThrow(RecurrenceError);
  });

  it.each(phrases as [string, string][])('reads “%s” as %s', (phrase, recurrence) => {
    expect(occurrencesOf(parseText(phrase).recurrence)).toEqual(occurrencesOf(recurrence));
  });

  it('names a day once however often it was said', () => {
    const twice = (phrase: string) => parseText(phrase).recurrence;
    const monday = 'RRULE:FREQ=MONTHLY;BYDAY=1MO;BYHOUR=9,17;BYMINUTE=0,30;BYSETPOS=1,4';
    expect(twice('every first monday and first monday at 9 and 17:30')).toBe(monday);
    expect(twice('last friday and last friday at 9')).toBe('0 9 * * 5L');
  });

  it.each(refused)('refuses “%s”', (phrase) => {
    expect(() => parseText(phrase)).toThrow(RecurrenceError);
  });

  it.each([
    // words
    ['fortnightish', '“fortnightish” is not understood. Write it like “every weekday at 9am”.', ['fortnightish']],
    ['every wednsday', '“every wednsday” is not understood. Did you mean wednesday?', ['every wednsday']],
    ['monday 9', '“9” is not understood. Say what it counts, as at 9:00 or on the 9th.', ['9']],
    [
      'every blue moon at 9',
      '“every blue moon” is not understood. Write it like “every weekday at 9am”.',
      ['every blue moon'],
    ],
    [
      'next tuesday',
      '“next” is one day, and a schedule repeats: write the weekday or date, as every tuesday.',
      ['next'],
    ],
    [
      'this friday',
      '“this” is one day, and a schedule repeats: write the weekday or date, as every tuesday.',
      ['this'],
    ],
    [
      'every monday starting 2027-01-04',
      '“starting 2027-01-04” is not part of the words: set the start date beside the schedule.',
      ['starting 2027-01-04'],
    ],
    [
      'every monday for 10 weeks',
      '“for 10 weeks” needs a day with its year, as until 31 December 2027, or set the end date beside the schedule.',
      ['for 10 weeks'],
    ],
    [
      'end of the week',
      '“week” does not say which day: name the weekday, as every friday or the first friday of the month.',
      ['week'],
    ],
    ['every day at', '“at” is not understood. Write it like “every weekday at 9am”.', ['at']],
    ['every monday on', '“on” is not understood. Write it like “every weekday at 9am”.', ['on']],
    ['every monday and', '“and” is not understood. Write it like “every weekday at 9am”.', ['and']],
    [
      'every day at 9am until christmas',
      '“until christmas” needs a day with its year, as until 31 December 2027, or set the end date beside the schedule.',
      ['until christmas'],
    ],
    [
      'every 1.5 hours',
      '“every 1.5 hours” is not understood. Write it like “every weekday at 9am”.',
      ['every 1.5 hours'],
    ],
    [
      'every -5 minutes',
      '“every - 5 minutes” is not understood. Write it like “every weekday at 9am”.',
      ['every - 5 minutes'],
    ],
    ['on the last', '“last” is not understood. Write it like “every weekday at 9am”.', ['last']],
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
    ['at 8am and 10', '“10” needs am or pm, as the other times have.', ['10']],
    ['at 5pm and 11', '“11” needs am or pm, as the other times have.', ['11']],
    [
      'every hour between 10 and 2',
      '“between 10 and 2” is not clear: write am or pm, as 9am to 5pm.',
      ['between 10 and 2'],
    ],
    [
      'every 4 hours from 6am',
      '“from 6am” is not clear: write until when, as from 06:00 to 18:00, or the times, as at 02:00, 06:00, 10:00, 14:00, 18:00, 22:00.',
      ['from 6am'],
    ],
    [
      'every 2nd friday',
      '“every 2nd friday” can mean every 2 weeks or once a month: write “every other friday” or “2nd friday of the month”.',
      ['every 2nd friday'],
    ],
    [
      'bimonthly on the 1st and 15th',
      '“bimonthly” can mean twice a month or every 2 months: write which.',
      ['bimonthly'],
    ],
    ['every 48 hours', '“every 48 hours” is a whole number of days: write every 2 days.', ['every 48 hours']],
    [
      'every day at 9am in Asia/Tokyo',
      '“Asia / Tokyo” is a time zone: choose it beside the schedule.',
      ['Asia / Tokyo'],
    ],
    [
      'every day at 9am New York time',
      '“New York time” is a time zone: choose it beside the schedule.',
      ['New York time'],
    ],
    ['9am UTC+2', '“UTC + 2” is a time zone: choose it beside the schedule.', ['UTC + 2']],
    ['EVERY 5M', '“EVERY 5 M” can mean minutes or months: write which.', ['EVERY 5 M']],
    ['every day at 9am EST', '“EST” is a time zone: choose it beside the schedule.', ['EST']],
    ['in january', '“in january” needs a day, as the 1st, or every day.', ['in january']],
    ['at half nine', '“half nine” can mean 8:30 or 9:30: write which.', ['half nine']],
    [
      'friday night at 1',
      '“friday night” can end on the next day: write the day and the time, as saturday at 0:30.',
      ['friday night'],
    ],
    [
      'every weekday at 9 except holidays',
      '“except holidays” is not part of the words: choose beside the schedule what happens on holidays.',
      ['except holidays'],
    ],
    [
      'every hour during business hours',
      '“during business hours” does not say which hours: write them, as from 9am to 5pm.',
      ['during business hours'],
    ],
    ['mondays in q1', '“q1” is three months: name them, as january to march.', ['q1']],
    [
      'every monday from 1 june to 15 august',
      '“from 1 june to 15 august” does not fit one schedule: name whole months, as from june to august.',
      ['from 1 june to 15 august'],
    ],
    [
      '2027-01-04',
      '“2027-01-04” is one day, and a schedule repeats: write the weekday or date, as every tuesday.',
      ['2027-01-04'],
    ],
    ['0 9 * * 1', '“0 9 * * 1” is no sentence: enter it as cron or RRULE, not in words.', ['0 9 * * 1']],
    ['working day 24', '“working day 24”: no month has that many.', ['working day 24']],
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
    ['at 9:00 and 5:30', '“at 9:00 and 5:30” is not clear: write am or pm, as 9am and 5pm.', ['at 9:00 and 5:30']],
    [
      'monday and the 15th at 9:00 and 17:30',
      'These weekdays and days of the month do not fit one schedule. Make two.',
      [],
    ],
    [
      'every 5 minutes from 8:30 to 17:30',
      '“every 5 minutes” from 8:30 to 17:30 is more than 100 times a day: use whole hours.',
      ['every 5 minutes'],
    ],
    [
      'every 30 days at 0:01, 1:02, 2:03, 3:04, 4:05, 5:06, 6:07, 7:08, 8:09, 9:10, 10:11, 11:12, 12:13, 13:14, 14:15, 15:16, 16:17, 17:18, 18:19, 19:20',
      'These times of day do not fit one schedule: use fewer, or the same minutes past each hour, or make two schedules.',
      [],
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
      'every 7 minutes',
      '“every 7 minutes” does not divide an hour or a day evenly: use 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 45 or 90 minutes.',
      ['every 7 minutes'],
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

  it.each([
    // A friday's week is counted from the week of the start, whatever its day.
    ['every other friday at noon', '2026-01-01T00:00:00Z', ['2026-01-02', '2026-01-16', '2026-01-30']],
    ['every other friday at noon', '2026-01-03T00:00:00Z', ['2026-01-16', '2026-01-30', '2026-02-13']],
    ['every 2 weeks', '2026-01-06T10:00:00Z', ['2026-01-20', '2026-02-03', '2026-02-17']],
    ['every 21 days', '2026-01-06T00:00:00Z', ['2026-01-06', '2026-01-27', '2026-02-17']],
    ['every 5 months on the 1st', '2026-01-06T00:00:00Z', ['2026-06-01', '2026-11-01', '2027-04-01']],
    ['every friday for 2 times', '2026-01-01T00:00:00Z', ['2026-01-02', '2026-01-09']],
    ['every friday until 9 January 2026', '2026-01-01T00:00:00Z', ['2026-01-02', '2026-01-09']],
  ])('“%s” counts from its start %s', (phrase, start, days) => {
    const rule = parseRecurrence(parseText(phrase).recurrence);
    const from = new Date(start);
    const found = occurrences(rule, { timezone: 'UTC', startsAt: from, after: new Date(from.getTime() - 1), limit: 3 });
    expect(found.map((at) => at.toISOString().slice(0, 10))).toEqual(days);
  });

  it('refuses a sentence that is too long', () => {
    expect(() => parseText('every monday '.repeat(20))).toThrow('Use at most 256 characters.');
  });
});

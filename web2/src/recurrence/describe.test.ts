import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeRecurrence } from './describe';
import { parseText } from './natural-language/parse-text';
import { occurrences } from './occurrences';
import { parseRecurrence } from './recurrence';

describe('describeRecurrence', () => {
  it.each([
    ['0 9 * * 1', 'Every Monday at 09:00'],
    ['30 7 * * 1-5', 'Weekdays at 07:30'],
    ['0 0 * * 0,6', 'Weekends at 00:00'],
    ['*/15 * * * *', 'Every 15 minutes'],
    ['* * * * *', 'Every minute'],
    ['0 * * * *', 'Every hour'],
    ['30 * * * *', 'Every hour at 30 minutes past'],
    ['0 */2 * * *', 'Every 2 hours'],
    ['@daily', 'Every day at 00:00'],
    ['0 9,12,17 * * *', 'Every day at 09:00, 12:00 and 17:00'],
    ['15,45 9 * * *', 'Every day at 09:15 and 09:45'],
    ['0 9-17 * * 1-5', 'Every hour from 09:00 to 17:00 on weekdays'],
    ['*/15 9-17 * * 1-5', 'Every 15 minutes from 09:00 to 17:45 on weekdays'],
    ['0 22-2 * * *', 'Every hour from 22:00 to 02:00'],
    ['0 9 * * FRI-MON', 'Friday to Monday at 09:00'],
    ['*/30 * * 6-8 1,5', 'Every 30 minutes on Mondays and Fridays from June to August'],
    ['0 9 1 * *', 'On the 1st of every month at 09:00'],
    ['0 9 1,15 * *', 'On the 1st and 15th of every month at 09:00'],
    ['0 9 1,L * *', 'On the 1st and the last day of every month at 09:00'],
    ['0 9 1-14,16-31 * *', 'On the 1st to the 14th and the 16th to the 31st of every month at 09:00'],
    ['0 9 1-5,10,20,21 * *', 'On the 1st to the 5th, the 10th and the 20th and 21st of every month at 09:00'],
    ['0 9 L * *', 'Last day of every month at 09:00'],
    ['0 9 L-2 * *', 'Third to last day of every month at 09:00'],
    ['0 18 LW * *', 'Last business day of every month at 18:00'],
    ['0 9 15W * *', 'Business day nearest the 15th of every month at 09:00'],
    ['30 8 * * 1#1', 'First Monday of every month at 08:30'],
    ['0 9 * * 1#1,1#3', 'First and third Monday of every month at 09:00'],
    ['0 9 * * 5L', 'Last Friday of every month at 09:00'],
    ['0 9 1 */3 *', 'On the 1st of January, April, July and October at 09:00'],
    ['0 9 * 3 *', 'Every day in March at 09:00'],
    ['0 9 */3 * *', 'Every 3rd day of every month from the 1st at 09:00'],
    // Steps that start anew each hour or day are spelled out.
    ['*/7 * * * *', 'At 0, 7, 14, 21, 28, 35, 42, 49 and 56 minutes past the hour'],
    ['0 */5 * * *', 'Every day at 00:00, 05:00, 10:00, 15:00 and 20:00'],
    // Some minutes of some hours: the hours are whole, not instants.
    ['* 1,13 * * *', 'Every minute, from 01:00 to 01:59 and from 13:00 to 13:59'],
    ['*/10 */6 * * *', 'Every 10 minutes, in the hours that begin at 00:00, 06:00, 12:00 and 18:00'],
    ['* 22-3 * * 1', 'Every minute from 22:00 to 03:59 on Mondays'],
    [
      '*/7 22-23,0-3,12 * * *',
      'At 0, 7, 14, 21, 28, 35, 42, 49 and 56 minutes past the hour, from 22:00 to 03:59 and from 12:00 to 12:59',
    ],
    // Two day fields: either, and both when one starts with *.
    ['0 9 13 * 5', 'On the 13th of every month and every Friday at 09:00'],
    ['0 9 LW 3,6 5L', 'On the last business day of March and June and the last Friday of March and June at 09:00'],
    [
      '0 9 1 3,6 1,3#1',
      'On the 1st of March and June and every Monday in March and June and the first Wednesday of March and June at 09:00',
    ],
    ['0 9 28-3 * *', 'On the 1st to the 3rd and the 28th to the 31st of every month at 09:00'],
    ['0 9 */10 * 1', 'Every Monday that falls on the 1st, 11th, 21st and 31st of every month at 09:00'],
  ])('%s is %s', (text, sentence) => {
    expect(describeRecurrence(parseRecurrence(text))).toBe(sentence);
  });

  it('says something sensible of any rule', () => {
    const minute = fc.constantFrom('*', '5', '*/10', '*/7', '1,2', '10-40', '50-5/3');
    const hour = fc.constantFrom('*', '9', '*/6', '*/5', '9-17', '22-3', '1,13', '8-18/2');
    const day = fc.constantFrom('*', '1', 'L', 'L-3', '15W', 'LW', 'L-2W', '*/2', '1-7', '2,L', '3/9');
    const month = fc.constantFrom('*', '2', '*/3', '5-9', '11-1', '3,6');
    const weekday = fc.constantFrom('*', '1-5', '0', 'MON#2', '5L', '1,3#1', '*/2', '0,6');
    fc.assert(
      fc.property(minute, hour, day, month, weekday, (...fields) => {
        const text = fields.join(' ');
        let sentence: string;
        try {
          sentence = describeRecurrence(parseRecurrence(text));
        } catch (error) {
          expect(String(error)).toContain('This never runs');
          return;
        }
        expect(sentence).toMatch(/^[A-Z][A-Za-z0-9 ,:]+[a-z0-9]$/);
        expect(sentence).not.toMatch(/undefined|null| {2}/);
      }),
      { numRuns: 500 },
    );
  });

  it('says what will happen: a sentence that the parser of sentences reads gives the same occurrences', () => {
    const minute = fc.constantFrom('0', '5', '*/10', '0,30');
    const hour = fc.constantFrom('*', '9', '*/6', '9-17', '1,13');
    const day = fc.constantFrom('*', '1', 'L', '1,15', '15W', '2,L');
    const month = fc.constantFrom('*', '2', '*/3', '5-9');
    const weekday = fc.constantFrom('*', '1-5', '0', 'MON#2', '5L', '0,6', '5-1');
    const starts = new Date('2026-11-27T00:00:00Z');
    let understood = 0;
    fc.assert(
      fc.property(minute, hour, day, month, weekday, (...fields) => {
        const recurrence = parseRecurrence(fields.join(' '));
        const sentence = describeRecurrence(recurrence);
        let readBack: string;
        try {
          readBack = parseText(sentence).recurrence;
        } catch {
          return; // not every sentence is one that people would type
        }
        understood++;
        const first = (text: string) =>
          occurrences(parseRecurrence(text), { timezone: 'UTC', after: starts, startsAt: starts, limit: 40 });
        expect(first(readBack), sentence).toEqual(first(recurrence.text));
      }),
      { numRuns: 500 },
    );
    expect(understood).toBeGreaterThan(50);
  });
});

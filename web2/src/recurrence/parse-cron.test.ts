import { describe, expect, it } from 'vitest';
import { RecurrenceError } from './errors';
import { nextOccurrence } from './occurrences';
import { parseCron } from './parse-cron';
import { parseRecurrence } from './recurrence';

function nextUtc(text: string, after: string): string | undefined {
  const at = nextOccurrence(parseRecurrence(text), { timezone: 'UTC', after: new Date(`${after}Z`) });
  return at?.toISOString().slice(0, 16);
}

describe('parseCron', () => {
  it.each([
    ['a wrapping range of minutes with a step', '56-4/4 * * * *', '2026-04-17T17:57', '2026-04-17T18:00'],
    ['a wrapping range of hours with a step', '0 23-3/2 * * *', '2026-04-17T23:30', '2026-04-18T01:00'],
    ['a wrapping range of days, 31 being followed by 1', '0 0 20-5/5 * *', '2026-06-30T12:00', '2026-07-04T00:00'],
    ['a wrapping range of months', '0 0 1 9-8/3 *', '2026-10-19T00:00', '2026-12-01T00:00'],
    ['a wrapping range of weekdays by name', '0 0 * * sat-tue/2', '2026-12-12T12:00', '2026-12-14T00:00'],
    ['a range that wraps all the way round', '59-58 * * * *', '2026-12-12T12:58', '2026-12-12T12:59'],
    ['a step after one value', '10/5 4/5 * * *', '2026-12-12T04:55', '2026-12-12T09:10'],
    ['overlapping items', '57,20/20,30/20,32-34/2,58 * * * *', '2026-12-12T17:34', '2026-12-12T17:40'],
    ['values that a list repeats', '0 9-17,12,12 * * *', '2026-12-12T11:30', '2026-12-12T12:00'],
    ['weekdays that a list repeats', '0 0 * * mon-thu,tue,2', '2026-12-12T12:00', '2026-12-14T00:00'],
    ['names in any case', '0 0 1 jan,JUL-sep Mon', '2026-08-31T00:00', '2026-09-01T00:00'],
    ['leading zeros', '05 09 01 08 *', '2026-01-01T00:00', '2026-08-01T09:05'],
    ['7 as Sunday', '0 0 * * 7', '2026-08-26T00:00', '2026-08-30T00:00'],
    ['a range that ends on 7', '0 0 * * 5-7', '2026-08-29T00:00', '2026-08-30T00:00'],
    ['a step over weekdays', '0 0 * * tue/2', '2026-08-25T00:00', '2026-08-27T00:00'],
    ['? as *', '0 0 ? * MON', '2026-08-26T00:00', '2026-08-31T00:00'],
    ['? in every field', '? ? ? ? ?', '2026-08-26T00:00', '2026-08-26T00:01'],
    ['the last day', '0 0 L * *', '2028-02-05T00:00', '2028-02-29T00:00'],
    ['the last day among others', '0 12 1,L * *', '2026-02-05T00:00', '2026-02-28T12:00'],
    ['days before the last', '0 0 L-2 * *', '2026-02-01T00:00', '2026-02-26T00:00'],
    ['days before the last that short months lack', '0 0 L-29 * *', '2026-02-01T00:00', '2026-03-02T00:00'],
    ['the weekday nearest the first, a Saturday', '0 0 1W * *', '2026-08-01T00:00', '2026-08-03T00:00'],
    ['the weekday nearest a Sunday', '0 0 15W * *', '2026-11-01T00:00', '2026-11-16T00:00'],
    ['the weekday nearest a Saturday', '0 0 15W * *', '2026-08-04T00:00', '2026-08-14T00:00'],
    ['the weekday nearest a Sunday that ends the month', '0 0 31W * *', '2026-05-02T00:00', '2026-05-29T00:00'],
    ['a nearest weekday only in months with that day', '0 0 30W 2,4 *', '2026-01-01T00:00', '2026-04-30T00:00'],
    ['the last weekday of the month', '0 0 LW * *', '2026-01-01T00:00', '2026-01-30T00:00'],
    ['the weekday nearest a day before the last', '0 0 L-1W * *', '2026-01-01T00:00', '2026-01-30T00:00'],
    ['an nth weekday', '0 0 * * 5#3', '2026-01-17T00:00', '2026-02-20T00:00'],
    ['a fifth weekday only where there is one', '0 0 * * TUE#5', '2026-02-01T00:00', '2026-03-31T00:00'],
    ['several nth weekdays', '0 0 * * 1#1,1#3', '2026-08-04T00:00', '2026-08-17T00:00'],
    ['an nth weekday beside a plain one', '0 0 * * 1#1,5', '2026-08-04T00:00', '2026-08-07T00:00'],
    ['a last weekday', '0 0 * * FRIL', '2026-01-01T00:00', '2026-01-30T00:00'],
    ['a last weekday by number', '0 0 * * 7L', '2026-01-01T00:00', '2026-01-25T00:00'],
    ['a last weekday after a #', '0 0 * * FRI#L', '2026-01-01T00:00', '2026-01-30T00:00'],
    ['a range to the last day', '0 0 29-L * *', '2026-02-01T00:00', '2026-03-29T00:00'],
    ['either day field when both are given', '0 0 13 * FRI', '2026-08-08T00:00', '2026-08-13T00:00'],
    ['both day fields when one starts with *', '0 0 */2 * MON', '2026-08-01T00:00', '2026-08-03T00:00'],
    ['both day fields when * comes in the second', '0 0 1-7 * */7', '2026-08-03T00:00', '2026-09-06T00:00'],
    ['29 February', '0 0 29 2 *', '2026-08-03T00:00', '2028-02-29T00:00'],
    ['29 February on a Sunday, decades ahead', '0 0 29 2 */7', '2032-03-01T00:00', '2060-02-29T00:00'],
    ['an impossible day beside a weekday', '0 0 30 2 1', '2026-01-01T00:00', '2026-02-02T00:00'],
    ['tabs and spaces around', ' \t0\t0  1 *\t* ', '2026-01-02T00:00', '2026-02-01T00:00'],
    ['@yearly', '@yearly', '2026-01-02T00:00', '2027-01-01T00:00'],
    ['@annually', '@Annually', '2026-01-02T00:00', '2027-01-01T00:00'],
    ['@monthly', ' @monthly ', '2026-01-02T00:00', '2026-02-01T00:00'],
    ['@weekly', '@weekly', '2026-01-02T00:00', '2026-01-04T00:00'],
    ['@daily', '@DAILY', '2026-01-02T00:00', '2026-01-03T00:00'],
    ['@midnight', '@midnight', '2026-01-02T00:00', '2026-01-03T00:00'],
    ['@hourly', '@hourly', '2026-01-02T00:00', '2026-01-02T01:00'],
  ])('reads %s: %s', (_what, text, after, next) => {
    expect(nextUtc(text, after)).toBe(next);
  });

  it.each([
    ['75 * * * *', 'Minute must be 0 to 59, not 75.'],
    ['* 25 * * *', 'Hour must be 0 to 23, not 25.'],
    ['* * 32 * *', 'Day of month must be 1 to 31, not 32.'],
    ['* * 10-32 * *', 'Day of month must be 1 to 31, not 32.'],
    ['* * 0 * *', 'Day of month must be 1 to 31, not 0.'],
    ['* * * 13 *', 'Month must be 1 to 12 or JAN to DEC, not 13.'],
    ['* * * * 8', 'Day of week must be 0 to 7 or SUN to SAT, not 8.'],
    ['-1 * * * *', 'Minute must be 0 to 59, not -1.'],
    ['*/90 * * * *', 'Minute step must be 1 to 59, not 90.'],
    ['*/60 * * * *', 'Minute step must be 1 to 59, not 60.'],
    ['1/0 * * * *', 'Minute step must be 1 to 59, not 0.'],
    ['* 1/24 * * *', 'Hour step must be 1 to 23, not 24.'],
    ['* * 1/32 * *', 'Day of month step must be 1 to 31, not 32.'],
    ['* * * 1/13 *', 'Month step must be 1 to 12, not 13.'],
    ['* * * * 1/8', 'Day of week step must be 1 to 7, not 8.'],
    ['* * * * * *', '6 fields found, use 5: there are no seconds and no years.'],
    ['0 9 * *', '4 fields found, use 5: minute, hour, day of month, month, day of week.'],
    ['* * * * * * *', '7 fields found, use 5: there are no seconds and no years.'],
    ['* * * * * * * *', '8 fields found, use 5: minute, hour, day of month, month, day of week.'],
    ['nonsense', '1 field found, use 5: minute, hour, day of month, month, day of week.'],
    ['  ', 'Enter a schedule, for example 0 9 * * 1.'],
    ['0 0 30 2 *', 'This never runs: February has no day 30.'],
    ['0 0 31 4,6 *', 'This never runs: April and June have no day 31.'],
    ['0 0 L-30 11 *', 'This never runs: no date fits day of month L-30, month 11 and day of week *.'],
    ['0 0 LW * */6', 'This never runs: no date fits day of month LW, month * and day of week */6.'],
    ['H 9 * * *', 'Minute “H” would pick a random time: write a number.'],
    ['H/5 9 * * *', 'Minute “H/5” would pick a random time: write a number.'],
    [',1 * * * *', 'Minute “,1” has a comma without a value.'],
    ['* * 1,2W * *', 'Day of month “2W” cannot be in a list: W stands alone.'],
    ['* * L-31 * *', 'Day of month “L-31” reaches too far back: L-0 to L-30.'],
    ['* * * * 5#6', 'Day of week “5#6” needs 1 to 5 or L after the #.'],
    ['* * * * SUN#050', 'Day of week “SUN#050” needs 1 to 5 or L after the #.'],
    ['* * * * SUNDAY', 'Day of week “SUNDAY” is not understood: use 0 to 7 or SUN to SAT.'],
    ['5/ * * * *', 'Minute “5/” is not understood: use 0 to 59.'],
    ['* * MON * *', 'Day of month “MON” is not understood: use 1 to 31.'],
    ['@every_hour', expect.stringContaining('“@every_hour” is not a nickname: use @yearly')],
    ['@yearly !', expect.stringContaining('is not a nickname')],
    ['@toString', expect.stringContaining('is not a nickname')],
  ])('refuses %s', (text, message) => {
    expect(() => parseCron(text)).toThrow(expect.objectContaining({ name: 'RecurrenceError', message }));
  });

  const malformed = [
    '-',
    '5-',
    '/',
    '*/',
    '1/',
    '1/k',
    '1k',
    '#',
    '*#1',
    '5#3',
    'L',
    'W',
    'LW',
    '*-5',
    '1-2-3',
    '1/2/3',
    '**',
  ];
  it.each([
    ...malformed.map((item) => `${item} * * * *`),
    ...malformed.map((item) => `0 ${item} * * *`),
    ...['8-', '4#1', 'W', '1-2W', '1/2W', '1LW', 'L-', 'L1', 'WL'].map((item) => `0 0 ${item} * *`),
    ...['*/2#', '2#2', 'L', 'LW', 'MARCH'].map((item) => `0 0 1 ${item} *`),
    ...['L', 'W', 'LW', '0#', '0#0', '1-5L', '1-5#L', '#L', 'SU0', 'SUT', '1L#2'].map((item) => `0 0 * * ${item}`),
  ])('refuses the malformed %s', (text) => {
    expect(() => parseCron(text)).toThrow(RecurrenceError);
  });
});

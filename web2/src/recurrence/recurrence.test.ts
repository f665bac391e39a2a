import { describe, expect, it } from 'vitest';
import { validateRecurrence } from './recurrence';
import { isTimezone, TIMEZONES } from './timezone';

describe('validateRecurrence', () => {
  it('gives the recurrence with its text trimmed', () => {
    expect(validateRecurrence(' 0 9 * * 1 ', { timezone: 'Europe/Berlin' })).toMatchObject({
      kind: 'cron',
      text: '0 9 * * 1',
    });
  });

  it('names an unknown time zone', () => {
    expect(() => validateRecurrence('0 9 * * 1', { timezone: 'Berlin' })).toThrow('“Berlin” is not a time zone.');
  });

  it.each(['CRON_TZ=Asia/Tokyo 0 9 * * *', 'TZ=UTC 0 9 * * *'])('has no time zone in %s', (text) => {
    expect(() => validateRecurrence(text, { timezone: 'UTC' })).toThrow(
      'The time zone is no part of a cron expression: set it beside the schedule.',
    );
  });

  it.each([
    ['*/5 * * * *', 5],
    ['*/7 * * * *', 4], // from :56 to :00
    ['0 0,23 * * *', 60],
    ['0 0,23 * * 1', 23 * 60], // Monday's midnight does not follow Monday's 23:00
    ['59 23 L * *', 24 * 60],
    ['0 0,12 1,L * *', 12 * 60],
    ['0 1,22 1,L * *', 3 * 60], // the last day's 22:00, then the first's 01:00
  ])('%s has occurrences %s minutes apart at the closest', (text, minutes) => {
    const validate = (minimumIntervalMinutes: number) =>
      validateRecurrence(text, { timezone: 'UTC', minimumIntervalMinutes });
    expect(() => validate(minutes)).not.toThrow();
    expect(() => validate(minutes + 1)).toThrow(`The shortest interval here is ${minutes + 1} minutes.`);
  });
});

describe('isTimezone', () => {
  it('takes IANA names and their links, not offsets or abbreviations in other words', () => {
    expect(
      ['UTC', 'America/New_York', 'US/Eastern', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires'].every(isTimezone),
    ).toBe(true);
    expect(['', '+02:00', 'Mars/Olympus', 'New York', 'UTC+2', 'Europe/', ' UTC'].some(isTimezone)).toBe(false);
  });

  it('lists every zone once, UTC included', () => {
    expect(TIMEZONES).toContain('UTC');
    expect(new Set(TIMEZONES).size).toBe(TIMEZONES.length);
    expect(TIMEZONES.every(isTimezone)).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { cronToPreset, DEFAULT_PRESET, presetToCron } from './presets';
import { parseTimeOfDay } from './time-of-day';

const CRONS = [
  '* * * * *',
  '*/15 * * * *',
  '30 * * * *',
  '0 9 * * *',
  '30 7 * * 1-5',
  '0 9 * * 1',
  '0 9 * * 1,3,7',
  '15 18 31 * *',
  '0 18 L * *',
  '0 18 LW * *',
  '0 8 * * 1#1',
  '0 8 1 1,4,7,10 *',
  '5 17 LW 1,4,7,10 *',
];

describe('recurrence presets', () => {
  test.each(CRONS)('%s can be shown as a preset and comes back as it was', (cron) => {
    const preset = cronToPreset(cron);
    expect(preset && presetToCron(preset)).toBe(cron);
  });

  test.each(['0 9 * * MON', '0 9 * * mon,wed', '0 9 * * 0', '0 9 * * MON-FRI'])(
    '%s is recognised although it is written differently',
    (cron) => expect(cronToPreset(cron)).not.toBeNull(),
  );

  test.each([
    '0 9,17 * * *',
    '*/7 * * * *',
    '0 9 1 * 1',
    '0 9 15W * *',
    '0 9 * 2 *',
    '0 9 * 1,4,7,10 *',
    '@daily',
    'RRULE:FREQ=WEEKLY;INTERVAL=2',
    'RRULE:FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30;BYSETPOS=1,4',
    '0 9 * * 1-3',
    '0 25 * * *',
    '',
  ])('“%s” says more than presets can', (cron) => expect(cronToPreset(cron)).toBeNull());

  test('the default is every weekday at nine', () => expect(presetToCron(DEFAULT_PRESET)).toBe('0 9 * * 1-5'));

  test('no schedule comes of a week without days, or of a time that is none', () => {
    expect(presetToCron({ ...DEFAULT_PRESET, repeats: 'week', days: [] })).toBeNull();
    expect(presetToCron({ ...DEFAULT_PRESET, at: '25pm' })).toBeNull();
  });
});

describe('a time of day', () => {
  test.each([
    ['9', 9, 0],
    ['9am', 9, 0],
    ['9:05', 9, 5],
    ['12am', 0, 0],
    ['12 pm', 12, 0],
    ['5:30 p.m.', 17, 30],
    ['17:30', 17, 30],
    ['0930', 9, 30],
    ['7.15', 7, 15],
    ['noon', 12, 0],
    ['midnight', 0, 0],
  ])('“%s” is read', (text, hour, minute) => expect(parseTimeOfDay(text)).toEqual({ hour, minute }));

  test.each(['', '24:00', '25pm', '0pm', '13am', '9:60', 'nine', '9:5', '-1'])('“%s” is refused', (text) =>
    expect(parseTimeOfDay(text)).toBeNull(),
  );
});

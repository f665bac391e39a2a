import { describe, expect, it } from 'vitest';
import type { Definition } from '@/scheduled-exports/definition';
import { fileNames } from './file-name';

const named = (name: string, values: Partial<Definition> = {}, period: { start: Date; end: Date } | null = null) =>
  fileNames({
    definition: {
      ...{ name, report_type: 'items', format: 'csv', timezone: 'America/New_York' },
      ...{ compression: 'none', file_name_template: null, report_title: 'Open findings', ...values },
    } as Definition,
    scheduledFor: new Date('2026-11-23T04:30:00Z'),
    period,
    runNumber: 7,
  }).file;
const period = (start: string, end: string) => ({ start: new Date(start), end: new Date(end) });

describe('the name of a file', () => {
  it('is the schedule’s and its occurrence’s, in the schedule’s zone', () => {
    expect(named('US compliance summary')).toBe('us-compliance-summary_2026-11-22_2330.csv');
    expect(named('x', { timezone: 'UTC', format: 'json' })).toBe('x_2026-11-23_0430.json');
  });

  it('names the days of the period, the last one included', () => {
    const week = period('2026-11-16T05:00:00Z', '2026-11-23T05:00:00Z');
    expect(named('Week', {}, week)).toBe('week_2026-11-16_2026-11-22.csv');
    const day = period('2026-11-22T05:00:00Z', '2026-11-23T05:00:00Z');
    expect(named('Day', {}, day)).toBe('day_2026-11-22.csv');
  });

  it.each([
    ['Größe & Maß', 'größe-maß'],
    ['東京 報告', '東京-報告'],
    ['../../etc/passwd', 'etc-passwd'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j'],
    ['CON\r\nSet-Cookie: x', 'con-set-cookie-x'],
    ['e\u0301te\u0301', 'été'],
    ['\u202Egnp.exe', 'gnp-exe'],
    ['***', 'items'],
    ['', 'items'],
    ['x'.repeat(200), 'x'.repeat(80)],
    ['𠮷'.repeat(40), '𠮷'.repeat(40)],
  ])('of %j is safe on every file system', (name, expected) => {
    expect(named(name, { timezone: 'UTC' })).toBe(`${expected}_2026-11-23_0430.csv`);
  });

  it('follows the template, whose tokens are filled in', () => {
    const template = '{report} {schedule} {date} {time} {period_start} {period_end} #{n}';
    const week = period('2026-11-16T05:00:00Z', '2026-11-23T05:00:00Z');
    expect(named('Weekly', { file_name_template: template }, week)).toBe(
      'Open findings Weekly 2026-11-22 2330 2026-11-16 2026-11-22 #7.csv',
    );
    expect(named('Weekly', { file_name_template: '{period_start}_{period_end}' })).toBe('2026-11-22_2026-11-22.csv');
    expect(named('{n}', { file_name_template: '{schedule}', report_title: null })).toBe('{n}.csv');
  });

  it('says how it is packed, and an archive holds the plain file', () => {
    const names = (compression: Definition['compression']) =>
      fileNames({
        definition: { file_name_template: 'x', format: 'json', timezone: 'UTC', compression } as Definition,
        ...{ scheduledFor: new Date(), period: null, runNumber: 1 },
      });
    expect(names('gzip')).toEqual({ file: 'x.json.gz', inner: 'x.json' });
    expect(names('zip')).toEqual({ file: 'x.zip', inner: 'x.json' });
  });
});

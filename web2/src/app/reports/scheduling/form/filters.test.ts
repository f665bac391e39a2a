import { describe, expect, test } from 'vitest';
import type { ReportColumn } from '@/reports/schema';
import { fromCondition, newFilter, operatorsOf, toCondition } from './filters';
import { startOfDay } from './local-date';

const column = (type: ReportColumn['type'], values?: string[]): ReportColumn => ({
  name: 'c',
  label: 'C',
  description: '',
  type,
  ...(values && { values }),
});
const ZONE = 'America/New_York';

describe('a saved condition', () => {
  test.each([
    ['text', 'US', 'is'],
    ['text', { neq: 'US' }, 'is_not'],
    ['text', { contains: 'err' }, 'contains'],
    ['number', { gte: 3 }, 'gte'],
    ['number', { gte: 3, lte: 9.5 }, 'between'],
    ['number', 0, 'is'],
    ['boolean', false, 'is'],
    ['date', { period: 'last_7_days' }, 'period'],
    ['date', { gte: '2027-03-01', lte: '2027-03-31' }, 'between'],
    ['timestamp', { gte: '2027-03-01T05:00:00.000Z', lt: '2027-03-15T04:00:00.000Z' }, 'between'],
    ['list', { contains: 'SOC 2' }, 'contains'],
    ['other', { is_null: false }, 'not_empty'],
  ] as const)('of a %s column, %j, is edited and saved as it was', (type, raw, operator) => {
    const draft = fromCondition(column(type), raw, ZONE);
    expect(draft.operator).toBe(operator);
    expect(toCondition(draft, ZONE)).toEqual(raw);
  });

  test('with a list of values is a choice among the values', () => {
    const draft = fromCondition(column('text', ['US', 'CA']), ['US'], ZONE);
    expect(draft).toMatchObject({ operator: 'in', values: ['US'] });
  });

  test.each([
    ['number', { gt: 1, lt: 5 }],
    ['timestamp', { gte: '2027-03-01T09:30:00Z', lt: '2027-03-02T09:30:00Z' }],
    ['text', { in: ['US'] }],
    ['text', {}],
    ['text', null],
    ['uuid', ['8c5b']],
  ] as const)('of a %s column that the controls cannot show, %j, is kept untouched', (type, raw) => {
    const draft = fromCondition(column(type), raw, ZONE);
    expect(draft.operator).toBe('custom');
    expect(toCondition(draft, ZONE)).toEqual(raw);
  });
});

test('two dates of a timestamp column are whole days of the job’s zone, also across a clock change', () => {
  const draft = {
    ...newFilter(column('timestamp')),
    operator: 'between' as const,
    value: '2027-03-14',
    to: '2027-03-14',
  };
  expect(toCondition(draft, ZONE)).toEqual({ gte: '2027-03-14T05:00:00.000Z', lt: '2027-03-15T04:00:00.000Z' });
});

test.each([
  ['UTC', '2027-03-01T00:00:00.000Z'],
  ['Asia/Kathmandu', '2027-02-28T18:15:00.000Z'],
  ['Pacific/Kiritimati', '2027-02-28T10:00:00.000Z'],
  ['America/Los_Angeles', '2027-03-01T08:00:00.000Z'],
])('a day begins in %s when its clocks say so', (zone, instant) =>
  expect(startOfDay('2027-03-01', zone)).toBe(instant),
);

test('a text column with few values offers them first, and every column can be asked for empty rows', () => {
  expect(operatorsOf(column('text', ['US']))[0]).toBe('in');
  for (const type of ['text', 'number', 'date', 'other'] as const) expect(operatorsOf(column(type))).toContain('empty');
});

test('a new filter on a date begins with the previous week', () =>
  expect(toCondition(newFilter(column('date')), ZONE)).toEqual({ period: 'previous_week' }));

import { expect, it } from 'vitest';
import { describeConditions } from './describe-conditions';
import { parseFilters } from './filters';
import type { ColumnType, ReportColumn } from './schema';

const column = (name: string, label: string, type: ColumnType): ReportColumn => ({
  name,
  label,
  description: '',
  type,
});
const COLUMNS = [
  column('region', 'Region', 'text'),
  column('score', 'Score', 'number'),
  column('passed', 'Passed', 'boolean'),
  column('day', 'Assessed on', 'date'),
  column('at', 'Updated', 'timestamp'),
  column('tags', 'Tags', 'list'),
];
const week = {
  start: '2026-03-01T23:00:00.000Z',
  end: '2026-03-08T23:00:00.000Z',
  start_local: '2026-03-02T00:00:00',
  end_local: '2026-03-09T00:00:00',
};

it.each<[Record<string, unknown>, string[]]>([
  [{ region: 'US' }, ['Region is US']],
  [{ region: ['US', 'EU'] }, ['Region is one of US, EU']],
  [{ region: { neq: '' } }, ['Region is not “”']],
  [{ score: { gte: 10, lt: 20 } }, ['Score is at least 10', 'Score is less than 20']],
  [{ passed: true }, ['Passed is yes']],
  [{ tags: 'x', region: { is_null: false } }, ['Tags contains x', 'Region is not empty']],
  [
    { day: { gte: '2026-03-01', lt: '2026-04-01' } },
    ['Assessed on is from 2026-03-01', 'Assessed on is before 2026-04-01'],
  ],
  [
    { day: { period: 'previous_week', ...week, start_date: '2026-03-02', end_date: '2026-03-09' } },
    ['Assessed on is in previous week, 2026-03-02 to 2026-03-08'],
  ],
  [
    { day: { period: 'yesterday', ...week, start_date: '2026-03-02', end_date: '2026-03-03' } },
    ['Assessed on is in yesterday, 2026-03-02'],
  ],
  [
    { at: { period: 'last_6_hours', ...week, start_date: '2026-03-02', end_date: '2026-03-09' } },
    ['Updated is in last 6 hours, 2026-03-02 00:00 to 2026-03-09 00:00'],
  ],
])('says what %j asks for', (filters, phrases) => {
  expect(describeConditions(parseFilters(COLUMNS, filters))).toEqual(phrases);
});

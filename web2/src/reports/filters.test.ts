import { describe, expect, it } from 'vitest';
import type { FieldError, ValidationError } from '@/lib/errors';
import { parseFilters } from './filters';
import { COLUMN_TYPES, type ColumnType, type ReportColumn } from './schema';

const column = (name: string, type: ColumnType, more: Partial<ReportColumn> = {}): ReportColumn => ({
  ...{ name, label: name, description: '', type },
  ...more,
});
const columns: ReportColumn[] = [
  ...COLUMN_TYPES.filter((type) => type !== 'enum').map((type) => column(type, type)),
  column('enum', 'enum', { values: ['passed', 'failed'] }),
  column('double', 'number', { sql_type: 'double precision' }),
  column('numbers', 'list', { sql_type: 'integer[]', element: 'number' }),
];
const UUID = '7d8f0c1e-0000-4000-8000-000000000001';
const PERIOD = {
  ...{ period: 'yesterday', start: '2026-03-01T00:00:00.000Z', end: '2026-03-02T00:00:00.000Z' },
  ...{ start_date: '2026-03-01', end_date: '2026-03-02' },
  ...{ start_local: '2026-03-01T00:00:00.000', end_local: '2026-03-02T00:00:00.000' },
};

function parsed(filters: Record<string, unknown>): unknown[] {
  return parseFilters(columns, filters).map(({ column, ...condition }) => ({ column: column.name, ...condition }));
}

function errorsOf(filters: Record<string, unknown>): FieldError[] {
  try {
    parseFilters(columns, filters);
    return [];
  } catch (error) {
    return (error as ValidationError).errors;
  }
}

const pathsOf = (filters: Record<string, unknown>) => errorsOf(filters).map(({ path }) => path);

const one = (column: string, operator: string, value: unknown) => ({ column, operator, value });

describe('filters', () => {
  it.each<[Record<string, unknown>, object[]]>([
    [{ text: 'US' }, [one('text', 'eq', 'US')]],
    [{ text: ['US', 'EU'] }, [{ column: 'text', operator: 'in', values: ['US', 'EU'] }]],
    [{ text: { contains: 'u', neq: 'x' } }, [one('text', 'contains', 'u'), one('text', 'neq', 'x')]],
    [{ number: { gte: 1, lt: '2.50' } }, [one('number', 'gte', 1), one('number', 'lt', '2.50')]],
    [{ number: -0.5 }, [one('number', 'eq', -0.5)]],
    [{ boolean: false }, [one('boolean', 'eq', false)]],
    [{ date: '2027-02-28' }, [one('date', 'eq', '2027-02-28')]],
    [{ timestamp: { gt: '2027-01-01T00:00:00+05:30' } }, [one('timestamp', 'gt', '2027-01-01T00:00:00+05:30')]],
    [{ uuid: UUID }, [one('uuid', 'eq', UUID)]],
    [{ list: 'a' }, [one('list', 'contains', 'a')]],
    [{ list: ['a', 'b'] }, [{ column: 'list', operator: 'in', values: ['a', 'b'] }]],
    [{ numbers: 7 }, [one('numbers', 'contains', 7)]],
    [{ enum: 'passed' }, [one('enum', 'eq', 'passed')]],
    [{ boolean: [true, false] }, [{ column: 'boolean', operator: 'in', values: [true, false] }]],
    [{ double: 1e300 }, [one('double', 'eq', 1e300)]],
    [{ number: '12345678901234567890.5' }, [one('number', 'eq', '12345678901234567890.5')]],
    [
      { date: { gte: '2027-01-01', lte: '2027-01-01' } },
      [one('date', 'gte', '2027-01-01'), one('date', 'lte', '2027-01-01')],
    ],
    [{ local_timestamp: '2027-03-01T09:00' }, [one('local_timestamp', 'eq', '2027-03-01T09:00')]],
    [
      { local_timestamp: { period: 'last_3_hours' } },
      [{ column: 'local_timestamp', operator: 'period', period: { period: 'last_3_hours' } }],
    ],
    [{ other: { is_null: true } }, [one('other', 'is_null', true)]],
    [
      { date: { period: 'previous_week' } },
      [{ column: 'date', operator: 'period', period: { period: 'previous_week' } }],
    ],
    [{ timestamp: PERIOD }, [{ column: 'timestamp', operator: 'period', period: PERIOD }]],
    [{}, []],
  ])('%j are understood', (filters, expected) => {
    expect(parsed(filters)).toEqual(expected);
  });

  it.each<[Record<string, unknown>, string[]]>([
    [{ nope: 1 }, ['filters.nope']],
    [{ text: 1 }, ['filters.text']],
    [{ text: null }, ['filters.text']],
    [{ text: {} }, ['filters.text']],
    [{ text: [] }, ['filters.text']],
    [{ text: ['a', 1, null] }, ['filters.text.1', 'filters.text.2']],
    [{ text: { gt: 'a' } }, ['filters.text.gt']],
    [{ text: { like: 'a' } }, ['filters.text.like']],
    [{ text: { constructor: 'a' } }, ['filters.text.constructor']],
    [{ text: 'a\0' }, ['filters.text']],
    [{ text: 'x'.repeat(1001) }, ['filters.text']],
    [{ text: { in: Array(1001).fill('x') } }, ['filters.text.in']],
    [{ number: 'many' }, ['filters.number']],
    [{ number: '1e5' }, ['filters.number']],
    [{ number: 'Infinity' }, ['filters.number']],
    [{ number: Number.POSITIVE_INFINITY }, ['filters.number']],
    [{ boolean: 'true' }, ['filters.boolean']],
    [{ date: '2027-02-30' }, ['filters.date']],
    [{ date: '2027-1-1' }, ['filters.date']],
    [{ timestamp: '2027-01-01' }, ['filters.timestamp']],
    [{ timestamp: '2027-01-01T00:00:00' }, ['filters.timestamp']],
    [{ uuid: 'x' }, ['filters.uuid']],
    [{ list: [1] }, ['filters.list.0']],
    [{ numbers: { in: [1, 'x'] } }, ['filters.numbers.in.1']],
    [{ list: { gt: 'a' } }, ['filters.list.gt']],
    [{ enum: 'open' }, ['filters.enum']],
    [{ enum: { contains: 'pass' } }, ['filters.enum.contains']],
    [{ boolean: { gt: true } }, ['filters.boolean.gt']],
    [{ number: 9007199254740992 }, ['filters.number']],
    [{ number: Number.NaN }, ['filters.number']],
    [{ number: 'NaN' }, ['filters.number']],
    [{ number: '1'.repeat(101) }, ['filters.number']],
    [{ date: '0000-00-00' }, ['filters.date']],
    [{ date: '0000-01-01' }, ['filters.date']],
    [{ date: '2027-03-01T00:00:00Z' }, ['filters.date']],
    [{ timestamp: '2027-01-01T00:00:00+16:00' }, ['filters.timestamp']],
    [{ timestamp: '0000-01-01T00:00:00Z' }, ['filters.timestamp']],
    [{ timestamp: '2027-01-01T24:00:00Z' }, ['filters.timestamp']],
    [{ local_timestamp: '2027-01-01T00:00:00Z' }, ['filters.local_timestamp']],
    [{ local_timestamp: '2027-01-01T00:00:00+02:00' }, ['filters.local_timestamp']],
    [{ date: { period: 'last_3_hours' } }, ['filters.date.period']],
    [{ number: { gte: 5, lte: 4 } }, ['filters.number']],
    [{ number: { gt: 5, lt: 5 } }, ['filters.number']],
    [
      { timestamp: { gt: '2027-01-01T09:00:00+02:00', lt: '2027-01-01T07:00:00Z', neq: 'x' } },
      ['filters.timestamp.neq'],
    ],
    [{ timestamp: { gt: '2027-01-01T10:00:00+02:00', lt: '2027-01-01T07:00:00Z' } }, ['filters.timestamp']],
    [{ text: { is_null: true, eq: 'a' } }, ['filters.text']],
    [{ other: 1 }, ['filters.other']],
    [{ text: { is_null: 'yes' } }, ['filters.text.is_null']],
    [{ text: { period: 'today' } }, ['filters.text.period']],
    [{ date: { period: 'someday' } }, ['filters.date.period']],
    [{ date: { period: 'today', gt: '2027-01-01' } }, ['filters.date.period']],
    [{ date: { ...PERIOD, start: 'x' } }, ['filters.date.period']],
    [{ a: 1, text: 2, number: {} }, ['filters.a', 'filters.text', 'filters.number']],
  ])('%j are refused, by name', (filters, expected) => {
    expect(pathsOf(filters)).toEqual(expected);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ txet: 1 }, 'This report has no column “txet”. Did you mean “text”?'],
    [{ Date: 1 }, 'Did you mean “date”?'],
    [{ text: { equals: 'a' } }, 'Use eq, neq, in, is_null, contains.'],
    [{ number: { gtr: 1 } }, 'Did you mean “gt”?'],
    [{ date: { period: 'previous_weak' } }, 'Did you mean “previous_week”?'],
    [{ enum: 'Passed' }, '"Passed" is not one of passed, failed. Did you mean “passed”?'],
    [{ text: 5 }, 'Write it as a text: "5".'],
    [{ text: null }, 'Use { "is_null": true }'],
    [{ number: 9007199254740992 }, 'more digits than JSON keeps'],
    [{ number: '1e5' }, 'Write digits'],
    [{ date: '2027-02-30' }, 'There is no such day in the calendar.'],
    [{ timestamp: '2027-01-01T09:00:00' }, 'Add a time and its zone'],
    [{ local_timestamp: '2027-01-01T09:00:00Z' }, 'times without a zone'],
    [{ date: { period: 'last_3_hours' } }, 'Use last_N_days.'],
    [{ number: { gte: 5, lte: 4 } }, 'No number is at least 5 and at most 4.'],
  ])('%j are answered with what would be right', (filters, sentence) => {
    expect(
      errorsOf(filters)
        .map(({ message }) => message)
        .join(' '),
    ).toContain(sentence);
  });
});

it('takes a period as runs planned before wall-clock columns have it', () => {
  const { start_local: _, end_local: __, ...earlier } = PERIOD;
  expect(parsed({ date: earlier })).toEqual(parsed({ date: PERIOD }));
});

import { describe, expect, it } from 'vitest';
import type { ValidationError } from '@/lib/errors';
import { parseFilters } from './filters';
import type { ColumnType, ReportColumn } from './schema';

const types: ColumnType[] = ['text', 'number', 'boolean', 'date', 'timestamp', 'uuid', 'list', 'other'];
const columns: ReportColumn[] = types.map((type) => ({ name: type, label: type, description: '', type }));
const UUID = '7d8f0c1e-0000-4000-8000-000000000001';
const PERIOD = {
  ...{ period: 'yesterday', start: '2026-03-01T00:00:00.000Z', end: '2026-03-02T00:00:00.000Z' },
  ...{ start_date: '2026-03-01', end_date: '2026-03-02' },
};

function parsed(filters: Record<string, unknown>): unknown[] {
  return parseFilters(columns, filters).map(({ column, ...condition }) => ({ column: column.name, ...condition }));
}

function pathsOf(filters: Record<string, unknown>): string[] {
  try {
    parseFilters(columns, filters);
    return [];
  } catch (error) {
    return (error as ValidationError).errors.map(({ path }) => path);
  }
}

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
    [{ list: ['a'] }, ['filters.list']],
    [{ other: 1 }, ['filters.other']],
    [{ text: { is_null: 'yes' } }, ['filters.text.is_null']],
    [{ text: { period: 'today' } }, ['filters.text']],
    [{ date: { period: 'someday' } }, ['filters.date.period']],
    [{ date: { period: 'today', gt: '2027-01-01' } }, ['filters.date.period']],
    [{ date: { ...PERIOD, start: 'x' } }, ['filters.date.period']],
    [{ a: 1, text: 2, number: {} }, ['filters.a', 'filters.text', 'filters.number']],
  ])('%j are refused, by name', (filters, expected) => {
    expect(pathsOf(filters)).toEqual(expected);
  });
});

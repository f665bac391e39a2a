import { describe, expect, it } from 'vitest';
import type { ValidationError } from '@/lib/errors';
import { chooseColumns, chooseSort, type ReportQuery, reportSql } from './query';
import type { ReportColumn } from './schema';

const columns: ReportColumn[] = [
  { name: 'region', label: 'Region', description: '', type: 'text' },
  { name: 'score', label: 'Score', description: '', type: 'number', sql_type: 'integer' },
  { name: 'extra', label: 'Extra', description: '', type: 'other', sql_type: 'json' },
];

const query = (more: Partial<ReportQuery> = {}): ReportQuery => ({
  ...{ reportType: 'items', organizationId: '7d8f0c1e-0000-4000-8000-000000000001' },
  ...{ columns, conditions: [], sort: [], rowLimit: null },
  ...more,
});

function messagesOf(choose: () => unknown): string[] {
  try {
    choose();
    return [];
  } catch (error) {
    return (error as ValidationError).errors.map(({ path, message }) => `${path}: ${message}`);
  }
}

describe('the order of rows', () => {
  it('is PostgreSQL’s own where none is asked for', () => {
    expect(reportSql(query())).not.toContain('order by');
  });

  it('puts empty values last, and settles ties by the other columns written', () => {
    const sort = chooseSort(columns, [{ column: 'score', direction: 'desc' }]);
    expect(reportSql(query({ sort, rowLimit: 10 }))).toMatch(/order by "score" desc nulls last, "region" limit 10$/);
    expect(reportSql(query({ sort, columns: columns.slice(1) }))).toMatch(/order by "score" desc nulls last$/);
  });

  it('refuses what is not there, has no order, or is named twice', () => {
    const by = (column: string) => ({ column, direction: 'asc' as const });
    expect(messagesOf(() => chooseSort(columns, [by('scor'), by('extra'), by('region'), by('region')]))).toEqual([
      'sort.0.column: This report has no column “scor”. Did you mean “score”?',
      'sort.1.column: Rows cannot be ordered by Extra (json).',
      'sort.3.column: “region” is named twice.',
    ]);
  });
});

it('quotes whatever a view or a column is called', () => {
  const odd = { ...query().columns[0], name: 'a"b; --' } as ReportColumn;
  expect(reportSql(query({ reportType: 'odd "view"', columns: [odd] }))).toBe(
    `select "a""b; --" from reports."odd ""view""" where organization_id = '${query().organizationId}'::uuid`,
  );
});

describe('the columns that are written', () => {
  it('are all, or those that are named, in their order', () => {
    expect(chooseColumns(columns, null)).toBe(columns);
    expect(chooseColumns(columns, ['score', 'region']).map(({ name }) => name)).toEqual(['score', 'region']);
  });

  it('are refused by their place', () => {
    expect(messagesOf(() => chooseColumns(columns, ['score', 'Region', 'score']))).toEqual([
      'columns.1: This report has no column “Region”. Did you mean “region”?',
      'columns.2: “score” is named twice.',
    ]);
  });
});

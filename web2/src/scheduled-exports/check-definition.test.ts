import { describe, expect, it } from 'vitest';
import type { ValidationError } from '@/lib/errors';
import { Mistakes } from '@/lib/validate';
import { parseRecurrence } from '@/recurrence/recurrence';
import type { Report } from '@/reports/schema';
import { checkDefinition, checkRuns } from './check-definition';

const report: Report = {
  ...{ report_type: 'items', title: 'Items', description: '' },
  columns: [
    { name: 'name', label: 'Name', description: '', type: 'text' },
    { name: 'amount', label: 'Amount', description: '', type: 'number' },
  ],
};

function pathsOf(definition: Parameters<typeof checkDefinition>[0], known?: Report): string[] {
  const mistakes = new Mistakes();
  checkDefinition(definition, known, mistakes);
  return thrown(mistakes);
}

function thrown(mistakes: Mistakes): string[] {
  try {
    mistakes.throwIfAny();
    return [];
  } catch (error) {
    return (error as ValidationError).errors.map(({ path }) => path).toSorted();
  }
}

describe('the check of a definition', () => {
  it('passes what is right, and answers with the recurrence as it is stored', () => {
    const definition = { recurrence: ' 0 9 * * 1 ', filters: { amount: { gte: 1 } }, columns: ['name'] };
    expect(pathsOf(definition, report)).toEqual([]);
    expect(checkDefinition(definition, report, new Mistakes())?.text).toBe('0 9 * * 1');
  });

  it('names every mistake at once', () => {
    const sameInstant = '2027-01-02T00:00:00Z';
    const definition = {
      ...{ recurrence: '61 * * * *', timezone: 'Nowhere', filters: { x: 1, amount: 'y' }, columns: ['z'] },
      ...{ sort: [{ column: 'w', direction: 'asc' as const }], starts_at: sameInstant, ends_at: sameInstant },
      ...{ format: 'csv', format_options: { delimiter: 'comma', nope: 1 } },
    };
    expect(pathsOf(definition, report)).toEqual([
      ...[
        'columns.0',
        'ends_at',
        'filters.amount',
        'filters.x',
        'format_options.nope',
        'recurrence',
        'sort.0.column',
        'timezone',
      ],
    ]);
  });

  it.each([
    ['RRULE:FREQ=DAILY;BYHOUR=9;BYMINUTE=0;UNTIL=20200101', {}, ['recurrence']],
    ['RRULE:FREQ=DAILY;COUNT=2', { starts_at: '2026-01-01T00:00:00Z' }, ['recurrence']],
    ['0 9 * * *', { ends_at: '2026-12-31T00:00:00Z' }, ['ends_at']],
    ['0 9 1 1 *', { starts_at: '2027-02-01T00:00:00Z', ends_at: '2027-12-31T00:00:00Z' }, ['ends_at']],
    ['0 9 * * *', { ends_at: '2027-01-01T09:00:00Z' }, []],
    ['RRULE:FREQ=DAILY;COUNT=1', {}, []],
  ])('of %s with %o finds that nothing will run: %j', (recurrence, dates, expected) => {
    const mistakes = new Mistakes();
    const now = new Date('2027-01-01T00:00:30Z');
    checkRuns(parseRecurrence(recurrence), dates, now, mistakes);
    expect(thrown(mistakes)).toEqual(expected);
  });

  it('says nothing of what is absent, because that was wrong by itself', () => {
    expect(pathsOf({}, report)).toEqual([]);
    expect(pathsOf({ filters: { x: 1 }, columns: ['z'], recurrence: '0 9 * * 1' })).toEqual([]);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterSchema } from './filter-schema';
import { parseFilters } from './filters';
import { OPERATORS } from './operators';
import { COLUMN_TYPES, type ReportColumn } from './schema';

const columns: ReportColumn[] = COLUMN_TYPES.map((type) => ({
  ...{ name: type, label: type, description: '', type },
  ...(type === 'enum' && { values: ['sad', 'happy'] }),
  ...(type === 'list' && { element: 'number' as const }),
}));
const schema = filterSchema({ columns });

const value = fc.oneof(
  fc.constantFrom<unknown>(
    'sad',
    'Happy',
    5,
    -1.5,
    '12.50',
    true,
    null,
    '2027-03-01',
    '2027-03-01T09:00:00',
    '2027-03-01T09:00:00Z',
  ),
  fc.constantFrom<unknown>('8c5b0c1e-0000-4000-8000-000000000001', '', 'x'.repeat(1001), 2 ** 60, [], {}, '0000-01-01'),
  fc.string(),
  fc.double(),
);
const condition = fc.oneof(
  value,
  fc.array(value, { maxLength: 3 }),
  // one operator: which of several contradict each other is not in the schema
  fc
    .tuple(fc.constantFrom(...OPERATORS, 'like'), fc.oneof(value, fc.array(value, { maxLength: 2 }), fc.boolean()))
    .map((entry) => Object.fromEntries([entry])),
  fc.record({
    period: fc.constantFrom<unknown>('today', 'last_3_hours', 'last_0_days', 'last_999_days', 'someday', 5),
  }),
);

test('the description takes just the filters that the API takes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...columns, { name: 'nope' }), condition, ({ name }, raw) => {
      fc.pre(JSON.stringify(raw) !== '{}'); // an object without an operator is refused by the API alone
      const filters = { [name]: raw };
      expect([filters, schema.safeParse(filters).success]).toEqual([filters, isTaken(filters)]);
    }),
    { numRuns: 2000 },
  );
});

function isTaken(filters: Record<string, unknown>): boolean {
  try {
    parseFilters(columns, filters);
    return true;
  } catch {
    return false;
  }
}

import { expect, test } from 'vitest';
import { columnLines, movedColumn, withColumn } from './column-order';

const columns = ['a', 'b', 'c'].map((name) => ({ name, label: name.toUpperCase() }));
const shown = (chosen: string[] | null) =>
  columnLines(columns, chosen).map(
    ({ label, chosen: on, gone }) => `${label}${on ? '' : ' off'}${gone ? ' gone' : ''}`,
  );

test('shows the chosen columns in their order, then the others, and keeps what the report lost in sight', () => {
  expect(shown(null)).toEqual(['A', 'B', 'C']);
  expect(shown(['c', 'a'])).toEqual(['C', 'A', 'B off']);
  expect(shown(['old', 'b'])).toEqual(['old gone', 'B', 'A off', 'C off']);
});

test('leaves columns out, and adds them at the end; all in the report’s order are no choice', () => {
  expect(withColumn(columns, null, 'b', false)).toEqual(['a', 'c']);
  expect(withColumn(columns, ['a', 'c'], 'b', true)).toEqual(['a', 'c', 'b']);
  expect(withColumn(columns, ['a', 'b'], 'c', true)).toBeNull();
  expect(withColumn(columns, ['a'], 'a', false)).toEqual([]);
});

test('moves a column as far as there are places', () => {
  expect(movedColumn(columns, null, 'a', 1)).toEqual(['b', 'a', 'c']);
  expect(movedColumn(columns, ['b', 'a', 'c'], 'a', -1)).toBeNull();
  expect(movedColumn(columns, ['c', 'a'], 'c', -1)).toEqual(['c', 'a']);
  expect(movedColumn(columns, ['c', 'a'], 'a', 9)).toEqual(['c', 'a']);
});

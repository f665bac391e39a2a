import type { ReportColumn } from '@/reports/schema';

/** Columns that a job writes, in order; null for all of the report, also those that come later. */
export type ChosenColumns = string[] | null;

type Labelled = Pick<ReportColumn, 'name' | 'label'>;

/** A line per column: the chosen ones in their order, then the others. One that the report has no more keeps its name. */
export function columnLines(columns: readonly Labelled[], chosen: ChosenColumns) {
  const names = chosen ?? columns.map(({ name }) => name);
  const line = (name: string) => {
    const known = columns.find((column) => column.name === name);
    return { name, label: known?.label ?? name, gone: !known, chosen: names.includes(name) };
  };
  return [...names, ...columns.map(({ name }) => name).filter((name) => !names.includes(name))].map(line);
}

/** With a column chosen, last in order, or left out. */
export function withColumn(columns: readonly Labelled[], chosen: ChosenColumns, name: string, on: boolean) {
  const names = namesOf(columns, chosen).filter((each) => each !== name);
  return settled(columns, on ? [...names, name] : names);
}

/** With a chosen column moved by so many places, as far as there are any. */
export function movedColumn(columns: readonly Labelled[], chosen: ChosenColumns, name: string, by: number) {
  const names = namesOf(columns, chosen);
  const from = names.indexOf(name);
  const to = Math.min(Math.max(from + by, 0), names.length - 1);
  return settled(columns, names.toSpliced(from, 1).toSpliced(to, 0, name));
}

const namesOf = (columns: readonly Labelled[], chosen: ChosenColumns) => chosen ?? columns.map(({ name }) => name);

/** All columns in the report's own order are no choice. */
function settled(columns: readonly Labelled[], names: string[]): ChosenColumns {
  return names.length === columns.length && columns.every(({ name }, index) => names[index] === name) ? null : names;
}

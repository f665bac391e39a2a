import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { FieldSet } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';
import type { ReportColumn } from '@/reports/schema';
import type { FormValues } from './values';

type Sort = FormValues['sort'];

type SortListProps = {
  columns: ReportColumn[];
  value: Sort;
  onChange: (value: Sort) => void;
  error: string | undefined;
};

const MOST = 10;
const DIRECTIONS = [
  { value: 'asc', label: 'Ascending' },
  { value: 'desc', label: 'Descending' },
];

/** By what rows are ordered: the first column, then the next where the first is the same. */
export function SortList({ columns, value, onChange, error }: SortListProps) {
  const sortable = columns.filter(({ type, element }) => (element ?? type) !== 'other');
  const free = sortable.filter(({ name }) => !value.some(({ column }) => column === name));
  const change = (index: number, changes: Partial<Sort[number]>) =>
    onChange(value.map((line, i) => (i === index ? { ...line, ...changes } : line)));
  return (
    <FieldSet
      legend="Sort by"
      help="Without it, rows come as the database has them. Empty values come last."
      error={error}
    >
      {value.map(({ column, direction }, index) => {
        const label = columns.find(({ name }) => name === column)?.label ?? column;
        const own = columns.find(({ name }) => name === column) ?? { name: column, label: column };
        const options = [own, ...free].map((each) => ({ value: each.name, label: each.label }));
        return (
          <div key={column} className="grid grid-cols-[minmax(0,1fr)_minmax(0,9rem)_auto] gap-2">
            <Select
              aria-label={`Sort column ${index + 1}`}
              value={column}
              onValueChange={(next) => change(index, { column: next })}
              options={options}
              {...(error && { 'aria-invalid': true as const })}
            />
            <Select
              aria-label={`Direction of ${label}`}
              value={direction}
              onValueChange={(next) => change(index, { direction: next as Sort[number]['direction'] })}
              options={DIRECTIONS}
            />
            <IconButton
              label={`Remove sorting by ${label}`}
              icon={X}
              onClick={() => onChange(value.filter((_, i) => i !== index))}
            />
          </div>
        );
      })}
      {free[0] && value.length < MOST ? (
        <Button
          className="w-fit"
          onClick={() => onChange([...value, { column: free[0]?.name ?? '', direction: 'asc' }])}
        >
          <Plus aria-hidden className="size-4" strokeWidth={1.75} />
          Add sorting
        </Button>
      ) : null}
    </FieldSet>
  );
}

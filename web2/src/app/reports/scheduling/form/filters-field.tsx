import { Plus } from 'lucide-react';
import { useFieldArray } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/dropdown-menu';
import { FieldSet } from '@/components/ui/field';
import type { ReportColumn } from '@/reports/schema';
import { FilterLine } from './filter-line';
import { newFilter, operatorsOf } from './filters';
import { useScheduleForm } from './use-form';

type FiltersFieldProps = {
  columns: ReportColumn[];
  /** The values of the columns are not known yet, and a filter begins with them. */
  isLoading: boolean;
};

/** Which rows: one line for each filtered column, made from what the catalogue knows of the report. */
export function FiltersField({ columns, isLoading }: FiltersFieldProps) {
  const { control } = useScheduleForm();
  const { fields, append, remove } = useFieldArray({ control, name: 'filters' });
  const free = columns.filter(
    (column) => operatorsOf(column).length && !fields.some(({ column: name }) => name === column.name),
  );
  return (
    <FieldSet
      legend="Rows to include"
      help={fields.length ? undefined : 'Without a filter, every row that you may see.'}
    >
      <div className="grid gap-4 empty:hidden sm:gap-2">
        {fields.map((field, index) => (
          <FilterLine
            key={field.id}
            index={index}
            column={
              columns.find(({ name }) => name === field.column) ?? { ...field, name: field.column, description: '' }
            }
            onRemove={() => remove(index)}
          />
        ))}
      </div>
      {free.length ? (
        <Menu>
          <MenuTrigger asChild disabled={isLoading}>
            <Button className="w-fit" loading={isLoading}>
              <Plus aria-hidden className="size-4" strokeWidth={1.75} />
              Add filter
            </Button>
          </MenuTrigger>
          <MenuContent align="start">
            {free.map((column) => (
              <MenuItem key={column.name} onSelect={() => append(newFilter(column))}>
                <span className="grid">
                  {column.label}
                  {column.description ? <span className="text-muted text-small">{column.description}</span> : null}
                </span>
              </MenuItem>
            ))}
          </MenuContent>
        </Menu>
      ) : null}
    </FieldSet>
  );
}

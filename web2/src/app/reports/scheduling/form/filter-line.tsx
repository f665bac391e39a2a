import { X } from 'lucide-react';
import { useController } from 'react-hook-form';
import { FieldError } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';
import type { ReportColumn } from '@/reports/schema';
import { FilterValue } from './filter-value';
import { FILTER_OPERATORS, type FilterDraft, type FilterOperator, newFilter, operatorsOf } from './filters';
import { useScheduleForm } from './use-form';

type FilterLineProps = { index: number; column: ReportColumn; onRemove: () => void };

/** Column, operator and value of one filter, its mistake under it. */
export function FilterLine({ index, column, onRemove }: FilterLineProps) {
  const { control, formState, trigger } = useScheduleForm();
  const { field } = useController({ control, name: `filters.${index}` });
  const draft = field.value;
  const found = formState.errors.filters?.[index];
  const error = found?.value?.message ?? found?.values?.message ?? found?.to?.message;
  const errorId = `filter-${index}-error`;
  const change = (changes: Partial<FilterDraft>) => {
    field.onChange({ ...draft, ...changes });
    if (formState.isSubmitted) void trigger('filters');
  };
  // another kind of value would make no sense of the old one
  const changeOperator = (operator: FilterOperator) =>
    change({
      ...newFilter(column),
      operator,
      value: operator === newFilter(column).operator ? newFilter(column).value : '',
    });
  const operators = [...operatorsOf(column), ...(draft.operator === 'custom' ? (['custom'] as const) : [])];
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="sr-only">Filter {draft.label}</legend>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 sm:grid-cols-[8rem_9.5rem_minmax(0,1fr)_auto]">
        <span className="col-start-1 row-start-1 truncate text-body" title={draft.label}>
          {draft.label}
        </span>
        <div className="max-sm:col-span-2 max-sm:row-start-2">
          <Select
            aria-label={`${draft.label} operator`}
            value={draft.operator}
            onValueChange={(operator) => changeOperator(operator as FilterOperator)}
            options={operators.map((value) => ({ value, label: FILTER_OPERATORS[value] }))}
          />
        </div>
        <div className="min-w-0 max-sm:col-span-2 max-sm:row-start-3">
          <FilterValue
            draft={draft}
            values={column.values ?? []}
            onChange={change}
            onBlur={field.onBlur}
            aria={error ? { 'aria-invalid': true, 'aria-describedby': errorId } : {}}
          />
        </div>
        <IconButton
          label={`Remove filter ${draft.label}`}
          icon={X}
          onClick={onRemove}
          className="max-sm:col-start-2 max-sm:row-start-1"
        />
      </div>
      {error ? <FieldError id={errorId}>{error}</FieldError> : null}
    </fieldset>
  );
}

import { useController } from 'react-hook-form';
import { formatCount, formatNumber } from '@/components/format';
import { Disclosure } from '@/components/ui/disclosure';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ReportColumn } from '@/reports/schema';
import { ColumnList } from './column-list';
import { SortList } from './sort-list';
import { useScheduleForm } from './use-form';

/** What of each row is written, in which order, and how many rows: folded, since most jobs take all. */
export function ColumnsField({ columns }: { columns: ReportColumn[] }) {
  const { control, register, watch, formState } = useScheduleForm();
  const chosen = useController({ control, name: 'columns' });
  const sort = useController({ control, name: 'sort' });
  const { row_limit } = formState.errors;
  const limit = watch('row_limit').trim();
  const count = chosen.field.value;
  const facts = [
    ...sort.field.value
      .slice(0, 1)
      .map(({ column }) => `by ${columns.find(({ name }) => name === column)?.label ?? column}`),
    ...(/^\d+$/.test(limit) ? [`at most ${formatCount(Number(limit), 'row')}`] : []),
  ].join(', ');
  return (
    <Disclosure
      label={
        count
          ? `${formatNumber(count.length)} of ${formatCount(columns.length, 'column')}`
          : `All ${formatCount(columns.length, 'column')}`
      }
      note={facts || 'Order, sorting, row limit'}
      forced={Boolean(chosen.fieldState.error ?? sort.fieldState.error ?? row_limit)}
    >
      <ColumnList
        columns={columns}
        value={chosen.field.value}
        onChange={chosen.field.onChange}
        error={messageOf(chosen.fieldState.error)}
      />
      <SortList
        columns={columns}
        value={sort.field.value}
        onChange={sort.field.onChange}
        error={messageOf(sort.fieldState.error)}
      />
      <Field
        label="Row limit"
        note="optional"
        help="Reaching it is said in the history and in the mail."
        error={row_limit?.message}
        className="w-80 max-w-full"
      >
        {(aria) => <Input {...aria} {...register('row_limit')} inputMode="numeric" autoComplete="off" />}
      </Field>
    </Disclosure>
  );
}

/** Of a list as a whole, or of one of its items. */
function messageOf(error: object | undefined): string | undefined {
  if (!error) return undefined;
  if ('message' in error && typeof error.message === 'string') return error.message;
  return Object.values(error)
    .map((inner) => (typeof inner === 'object' && inner !== null ? messageOf(inner) : undefined))
    .find(Boolean);
}

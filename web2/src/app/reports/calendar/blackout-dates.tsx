import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/states';
import { TableFrame } from '@/components/ui/table';
import { notify } from '@/components/ui/toaster';
import type { BlackoutDatesRow, OrganizationCalendar } from '@/organizations/calendar-schema';
import { AddDaysForm } from './add-days-form';
import { DaysTable } from './days-table';
import { formatDays } from './format-days';
import { useAddBlackoutDates, useRemoveBlackoutDates } from './queries';

/** The organisation's own days off; past ones are left out. */
export function BlackoutDates({ calendar, today }: { calendar: OrganizationCalendar; today: string }) {
  const { blackout_dates, can_edit } = calendar;
  const id = useId();
  const remove = useRemoveWithUndo();
  const rows = blackout_dates.filter(({ ends_on }) => ends_on >= today);
  return (
    <section aria-labelledby={`${id}-title`}>
      <TableFrame>
        <div className="grid grid-cols-1 gap-4 px-4 py-4">
          <h2 id={`${id}-title`} className="text-section">
            Days off of your own
          </h2>
          {can_edit ? <AddDaysForm today={today} /> : null}
        </div>
        {rows.length ? (
          <DaysTable caption="Days off of your own" rows={rows} action={can_edit ? removeButton(remove) : undefined} />
        ) : (
          <EmptyState title="No days off yet" className="border-border border-t">
            {can_edit
              ? 'Add a company holiday, a stocktaking, a move: dates on which reports should wait or be left out.'
              : 'An admin may add dates on which reports wait or are left out.'}
          </EmptyState>
        )}
      </TableFrame>
    </section>
  );
}

const removeButton = (remove: (row: BlackoutDatesRow) => void) =>
  function RemoveButton(row: BlackoutDatesRow) {
    return (
      <Button variant="ghost" size="sm" aria-label={`Remove ${row.name}`} onClick={() => remove(row)}>
        Remove
      </Button>
    );
  };

function useRemoveWithUndo() {
  const remove = useRemoveBlackoutDates();
  const add = useAddBlackoutDates();
  return ({ id, name, starts_on, ends_on }: BlackoutDatesRow) =>
    remove.mutate(id, {
      onSuccess: () =>
        notify.success(`“${name}” was removed: ${formatDays(starts_on, ends_on)}.`, {
          onUndo: () => add.mutate({ name, starts_on, ends_on }),
        }),
      onError: (error) => notify.error(`“${name}” could not be removed. ${error.message}`),
    });
}

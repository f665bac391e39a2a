import { useId } from 'react';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { TableFrame } from '@/components/ui/table';
import { notify } from '@/components/ui/toaster';
import type { OrganizationCalendar } from '@/organizations/calendar-schema';
import { DaysTable } from './days-table';
import { useChooseCountry, useHolidayCountries } from './queries';

const NONE = { value: 'none', label: 'No public holidays' };

/** The country whose public holidays count, and which those are in the next twelve months. */
export function PublicHolidays({ calendar }: { calendar: OrganizationCalendar }) {
  const { holiday_country: country, public_holidays: holidays, can_edit } = calendar;
  const countries = useHolidayCountries();
  const choose = useChooseCountry();
  const id = useId();
  const options = [
    NONE,
    ...(countries.data ?? []).map(({ code, name }) => ({ value: code, label: name, keywords: [code] })),
  ];
  const shown = (choose.isPending ? choose.variables : country) ?? NONE.value;
  const change = (value: string) =>
    choose.mutate(value === NONE.value ? null : value, {
      onError: (error) => notify.error(`The country could not be changed. ${error.message}`),
    });
  return (
    <section aria-labelledby={`${id}-title`}>
      <TableFrame aria-busy={choose.isPending}>
        <div className="grid grid-cols-1 gap-4 px-4 py-4">
          <h2 id={`${id}-title`} className="text-section">
            Public holidays
          </h2>
          {can_edit ? (
            <Field
              label="Country"
              help="National holidays; those of single states and regions are not counted."
              className="w-80 max-w-full"
            >
              {(aria) => (
                <Combobox
                  {...aria}
                  value={shown}
                  onValueChange={change}
                  options={options}
                  placeholder={country ?? 'Choose a country'}
                  searchPlaceholder="Search by country or code"
                  emptyText="No country matches."
                />
              )}
            </Field>
          ) : (
            <p className="text-body text-secondary">
              {country
                ? `Those of ${options.find(({ value }) => value === country)?.label ?? country}.`
                : 'None count.'}{' '}
              An admin may change this.
            </p>
          )}
        </div>
        {holidays.length ? (
          <DaysTable
            caption="Public holidays of the next 12 months"
            rows={holidays.map(({ date, name }) => ({ id: `${date} ${name}`, name, starts_on: date, ends_on: date }))}
          />
        ) : null}
      </TableFrame>
    </section>
  );
}

import { useState } from 'react';
import { useController } from 'react-hook-form';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { zoneOptionsWith } from './timezones';
import { useScheduleForm } from './use-form';

export function TimezoneField() {
  const { control } = useScheduleForm();
  const { field, fieldState } = useController({ control, name: 'timezone' });
  const [options] = useState(() => zoneOptionsWith(field.value, new Date()));
  return (
    <Field
      label="Time zone"
      help="Stays at the same time on the wall clock when clocks change."
      error={fieldState.error?.message}
    >
      {(aria) => (
        <Combobox
          {...aria}
          value={field.value}
          onValueChange={field.onChange}
          onBlur={field.onBlur}
          options={options}
          placeholder="Choose a time zone"
          searchPlaceholder="Search by city, offset or abbreviation"
          emptyText="No time zone matches."
        />
      )}
    </Field>
  );
}

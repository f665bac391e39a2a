import { useController } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useScheduleForm } from './use-form';

/** Follows `suggestion` until a person writes a name; emptying it follows again once it is left. */
export function NameField({ suggestion }: { suggestion: string }) {
  const { control } = useScheduleForm();
  const { field, fieldState } = useController({ control, name: 'name' });
  const leave = () => {
    if (!field.value?.trim() && suggestion) field.onChange(null);
    field.onBlur();
  };
  return (
    <Field label="Name" help="Shown in the list and as the subject of mails." error={fieldState.error?.message}>
      {(aria) => (
        <Input
          {...aria}
          value={field.value ?? suggestion}
          onChange={(event) => field.onChange(event.target.value)}
          onBlur={leave}
          autoComplete="off"
        />
      )}
    </Field>
  );
}

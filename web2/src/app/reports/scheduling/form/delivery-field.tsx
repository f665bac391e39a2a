import { useController } from 'react-hook-form';
import { CheckboxRow } from '@/components/ui/checkbox';
import { ChipField } from '@/components/ui/chip-field';
import { Field, FieldSet } from '@/components/ui/field';
import { DELIVERY_METHOD_IDS, DELIVERY_METHODS } from '@/delivery/catalogue';
import { isAddress } from './schema';
import { useScheduleForm } from './use-form';

/** How the file reaches people, and who they are. */
export function DeliveryField() {
  const { control } = useScheduleForm();
  const { field, fieldState } = useController({ control, name: 'methods' });
  const invalid = fieldState.error ? { 'aria-invalid': true as const } : {};
  return (
    <>
      <FieldSet legend="Deliver by" error={fieldState.error?.message}>
        <div className="grid gap-2">
          {DELIVERY_METHOD_IDS.map((method) => (
            <CheckboxRow
              key={method}
              label={DELIVERY_METHODS[method].label}
              help={DELIVERY_METHODS[method].description}
              checked={field.value.includes(method)}
              onCheckedChange={(on) =>
                field.onChange(
                  DELIVERY_METHOD_IDS.filter((id) => (id === method ? on === true : field.value.includes(id))),
                )
              }
              {...invalid}
            />
          ))}
        </div>
      </FieldSet>
      {field.value.includes('email') ? <RecipientsField /> : null}
    </>
  );
}

function RecipientsField() {
  const { control } = useScheduleForm();
  const { field, fieldState } = useController({ control, name: 'to' });
  return (
    <Field
      label="To"
      help="Separate with commas, spaces or new lines. Paste a whole list."
      error={fieldState.error?.message}
    >
      {(aria) => (
        <ChipField
          {...aria}
          value={field.value}
          onValueChange={field.onChange}
          isValid={isAddress}
          invalidWords="not a complete address"
          inputMode="email"
        />
      )}
    </Field>
  );
}

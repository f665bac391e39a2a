import { useController } from 'react-hook-form';
import { CheckboxRow } from '@/components/ui/checkbox';
import { ChipField } from '@/components/ui/chip-field';
import { Field, FieldSet } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { DELIVERY_METHOD_IDS, DELIVERY_METHODS, type TargetField, targetFields } from '@/delivery/catalogue';
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
      {field.value.flatMap((method) =>
        Object.entries(targetFields(method)).map(([name, target]) => (
          <TargetTextField key={`${method}.${name}`} path={`target_fields.${method}.${name}`} field={target} />
        )),
      )}
    </>
  );
}

type TargetTextFieldProps = { path: `target_fields.${string}.${string}`; field: TargetField };

function TargetTextField({ path, field: { placeholder, ...words } }: TargetTextFieldProps) {
  const { control } = useScheduleForm();
  const { field, fieldState } = useController({ control, name: path });
  return (
    <Field {...words} error={fieldState.error?.message}>
      {(aria) => (
        <Input
          {...aria}
          value={field.value ?? ''}
          onChange={field.onChange}
          onBlur={field.onBlur}
          placeholder={placeholder}
          autoComplete="off"
        />
      )}
    </Field>
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

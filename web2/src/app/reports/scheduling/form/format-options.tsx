import { useController } from 'react-hook-form';
import { CheckboxRow } from '@/components/ui/checkbox';
import { Disclosure } from '@/components/ui/disclosure';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { FORMATS, type FormatEntry } from '@/formats/catalogue';
import type { FormatOption } from '@/formats/options';
import { useScheduleForm } from './use-form';

/** A control for each option of the chosen format, as the catalogue describes it. */
export function FormatOptions() {
  const { watch, formState } = useScheduleForm();
  const format = watch('format');
  const { label, options }: FormatEntry = FORMATS[format];
  const entries = Object.entries(options);
  if (!entries.length) return null;
  const note = entries.map(([, option]) => option.label.toLowerCase()).join(', ');
  return (
    <Disclosure
      key={format}
      label={`${label} options`}
      note={note.charAt(0).toUpperCase() + note.slice(1)}
      forced={Boolean(formState.errors.format_options)}
    >
      <div className="grid items-start grid-cols-[repeat(auto-fit,minmax(min(100%,14rem),1fr))] gap-5">
        {entries.map(([name, option]) => (
          <OptionControl key={name} name={name} option={option} />
        ))}
      </div>
    </Disclosure>
  );
}

type OptionControlProps = { name: string; option: FormatOption };

function OptionControl({ name, option }: OptionControlProps) {
  const { control } = useScheduleForm();
  const { field, fieldState } = useController({ control, name: `format_options.${name}` });
  const value = field.value ?? option.default;
  const words = { label: option.label, help: option.help };
  if (option.kind === 'switch') {
    return <CheckboxRow {...words} checked={value === true} onCheckedChange={(on) => field.onChange(on === true)} />;
  }
  return (
    <Field {...words} error={fieldState.error?.message}>
      {(aria) =>
        option.kind === 'choice' ? (
          <Select
            {...aria}
            value={String(value)}
            onValueChange={field.onChange}
            options={Object.entries(option.choices).map(([choice, label]) => ({ value: choice, label }))}
          />
        ) : (
          <Input {...aria} value={String(value)} onChange={field.onChange} maxLength={option.maxLength} />
        )
      }
    </Field>
  );
}

import { useController } from 'react-hook-form';
import { FieldSet } from '@/components/ui/field';
import { RadioCards } from '@/components/ui/radio-cards';
import { FORMAT_IDS, FORMATS } from '@/formats/catalogue';
import { FileField } from './file-field';
import { FormatOptions } from './format-options';
import { useScheduleForm } from './use-form';

const OPTIONS = FORMAT_IDS.map((value) => ({
  value,
  label: FORMATS[value].label,
  description: FORMATS[value].description,
}));

/** The format, and under it what a person may choose of it. */
export function FormatField() {
  const { control, setValue } = useScheduleForm();
  const { field, fieldState } = useController({ control, name: 'format' });
  const choose = (format: string) => {
    field.onChange(format);
    setValue('format_options', {});
  };
  return (
    <div className="grid gap-3">
      <FieldSet legend="Format" error={fieldState.error?.message}>
        <RadioCards aria-label="Format" value={field.value} onValueChange={choose} options={OPTIONS} />
      </FieldSet>
      <FormatOptions />
      <FileField />
    </div>
  );
}

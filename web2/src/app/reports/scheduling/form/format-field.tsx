import { useController } from 'react-hook-form';
import { FieldSet } from '@/components/ui/field';
import { RadioCards } from '@/components/ui/radio-cards';
import { FORMAT_IDS, FORMATS } from '@/formats/catalogue';
import { useScheduleForm } from './use-form';

const OPTIONS = FORMAT_IDS.map((value) => ({
  value,
  label: FORMATS[value].label,
  description: FORMATS[value].description,
}));

export function FormatField() {
  const { control } = useScheduleForm();
  const { field, fieldState } = useController({ control, name: 'format' });
  return (
    <FieldSet legend="Format" error={fieldState.error?.message}>
      <RadioCards aria-label="Format" value={field.value} onValueChange={field.onChange} options={OPTIONS} />
    </FieldSet>
  );
}

import { Controller, type FieldPath } from 'react-hook-form';
import { Disclosure } from '@/components/ui/disclosure';
import { Field, FieldSet } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioCards } from '@/components/ui/radio-cards';
import { useScheduleForm } from './use-form';
import type { FormValues } from './values';

const CATCH_UP = [
  { value: 'latest', label: 'Run the latest', description: 'Marked late.' },
  { value: 'skip', label: 'Skip it', description: 'It stays in the history.' },
  { value: 'all', label: 'Run all', description: 'In order, for some hours back.' },
];

const WHEN_EMPTY = [
  { value: 'send', label: 'Send it' },
  { value: 'skip', label: 'Skip the run' },
  { value: 'fail', label: 'Count as a failure' },
];

const ON_HOLIDAYS = [
  { value: 'run', label: 'Run anyway' },
  { value: 'skip', label: 'Skip the run', description: 'It stays in the history.' },
  { value: 'next_business_day', label: 'Next business day', description: 'At the same time.' },
];

/** What most jobs leave as it is. Unfolds by itself when a mistake is inside. */
export function AdvancedFields() {
  const { watch, formState } = useScheduleForm();
  const { errors } = formState;
  const wrong = errors.catch_up_window_hours ?? errors.starts_on ?? errors.ends_on;
  return (
    <Disclosure label="Advanced" note="Missed runs, empty reports, holidays, dates" forced={Boolean(wrong)}>
      <FieldSet legend="If a run was missed" help="After downtime.">
        <Cards name="catch_up" label="If a run was missed" options={CATCH_UP} />
      </FieldSet>
      {watch('catch_up') === 'all' ? (
        <TextField name="catch_up_window_hours" label="Hours back" inputMode="numeric" className="w-40" />
      ) : null}
      <FieldSet legend="If the report is empty" help="A skipped run stays in the history.">
        <Cards name="when_empty" label="If the report is empty" options={WHEN_EMPTY} />
      </FieldSet>
      <FieldSet
        legend="On holidays"
        help={
          <>
            Public holidays and days off of the{' '}
            <a href="/reports/calendar" target="_blank" rel="noreferrer" className="text-accent-text underline">
              organisation’s calendar
            </a>
            .
          </>
        }
      >
        <Cards name="on_holidays" label="On holidays" options={ON_HOLIDAYS} />
      </FieldSet>
      <div className="flex flex-wrap gap-5">
        <TextField name="starts_on" label="Starts" note="optional" type="date" className="w-44" />
        <TextField name="ends_on" label="Ends" note="optional" type="date" className="w-44" />
      </div>
    </Disclosure>
  );
}

type CardsProps = {
  name: 'catch_up' | 'when_empty' | 'on_holidays';
  label: string;
  options: { value: string; label: string; description?: string }[];
};

function Cards({ name, label, options }: CardsProps) {
  const { control } = useScheduleForm();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <RadioCards aria-label={label} value={field.value} onValueChange={field.onChange} options={options} />
      )}
    />
  );
}

type TextFieldProps = {
  name: Extract<FieldPath<FormValues>, 'catch_up_window_hours' | 'starts_on' | 'ends_on'>;
  label: string;
  note?: string;
  help?: string;
  type?: 'text' | 'date';
  inputMode?: 'numeric';
  className?: string;
};

function TextField({ name, label, note, help, className = '', ...input }: TextFieldProps) {
  const { register, formState } = useScheduleForm();
  return (
    <Field
      label={label}
      note={note}
      help={help}
      error={formState.errors[name]?.message}
      className={`${className} max-w-full`}
    >
      {(aria) => <Input {...aria} {...input} {...register(name)} autoComplete="off" />}
    </Field>
  );
}

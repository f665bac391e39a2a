import { useController } from 'react-hook-form';
import { Field, FieldError, FieldSet } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';
import type { ApiError } from '../api';
import { PresetFields } from './preset-fields';
import { useScheduleForm } from './use-form';
import { type ScheduleDraft, type ScheduleMode, withMode } from './values';

const MODES: { value: ScheduleMode; label: string }[] = [
  { value: 'presets', label: 'Presets' },
  { value: 'words', label: 'In words' },
  { value: 'cron', label: 'Cron' },
];

type ScheduleFieldProps = {
  /** What the open tab means, as far as the server has read it. */
  preview: { recurrence?: string | undefined; description?: string | undefined; error: ApiError | null };
};

/** How often: one recurrence, seen as presets, in words, or as cron. Opening a tab changes nothing. */
export function ScheduleField({ preview }: ScheduleFieldProps) {
  const { control, formState, trigger, clearErrors } = useScheduleForm();
  const { field } = useController({ control, name: 'schedule' });
  const draft = field.value;
  const errors = formState.errors.schedule;
  const refused = draft.mode === 'presets' ? undefined : preview.error?.message;
  const change = (changes: Partial<ScheduleDraft>) => {
    field.onChange({ ...draft, ...changes });
    if (formState.isSubmitted) void trigger('schedule');
  };
  const open = (mode: ScheduleMode) => {
    clearErrors('schedule');
    field.onChange(withMode(draft, mode, preview.recurrence ?? draft.recurrence));
  };
  return (
    <FieldSet legend="How often">
      <Segmented label="How often" value={draft.mode} onValueChange={open} options={MODES} className="mb-2" />
      {draft.mode === 'presets' ? (
        <PresetFields
          draft={draft}
          onChange={change}
          errors={{ at: errors?.preset?.at?.message, days: errors?.preset?.days?.message }}
        />
      ) : null}
      {draft.mode === 'words' ? (
        <Field label="Schedule in words" help={understood(draft, preview)} error={errors?.message ?? refused}>
          {(aria) => (
            <Input
              {...aria}
              value={draft.words}
              onChange={(event) => change({ words: event.target.value })}
              onBlur={field.onBlur}
              placeholder="every weekday at 9am…"
              autoComplete="off"
            />
          )}
        </Field>
      ) : null}
      {draft.mode === 'cron' ? (
        <Field
          label="Cron expression"
          help={
            preview.description ?? 'Minute, hour, day of the month, month, day of the week. An RRULE: line works too.'
          }
          error={errors?.cron?.message ?? errors?.message ?? refused}
        >
          {(aria) => (
            <Input
              {...aria}
              value={draft.cron}
              onChange={(event) => change({ cron: event.target.value })}
              onBlur={field.onBlur}
              className="font-mono"
              spellCheck={false}
              autoCapitalize="none"
              autoComplete="off"
            />
          )}
        </Field>
      ) : null}
      {draft.mode === 'presets' && errors?.message ? <FieldError>{errors.message}</FieldError> : null}
    </FieldSet>
  );
}

function understood({ words }: ScheduleDraft, { description, error }: ScheduleFieldProps['preview']): string {
  const meaning = description && !error ? `${description.charAt(0).toLowerCase()}${description.slice(1)}` : '';
  if (words.trim()) return meaning && `Understood as: ${meaning}`;
  return `Until you write something, the schedule stays as it is${meaning && `: ${meaning}`}.`;
}

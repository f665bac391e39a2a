import { Field, FieldError, FieldHelp } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { cronToPreset, MINUTE_STEPS, MONTH_DAYS, type Preset, REPEATS, type Repeats } from './presets';
import type { ScheduleDraft } from './values';
import { WeekdayPicker } from './weekday-picker';

type PresetFieldsProps = {
  draft: ScheduleDraft;
  onChange: (changes: Partial<ScheduleDraft>) => void;
  errors: { at: string | undefined; days: string | undefined };
};

/** Repeats, on which days, at what time. */
export function PresetFields({ draft, onChange, errors }: PresetFieldsProps) {
  const { preset } = draft;
  const { repeats } = preset;
  const change = (changes: Partial<Preset>) => onChange({ preset: { ...preset, ...changes }, presetEdited: true });
  const richer = !draft.presetEdited && !cronToPreset(draft.recurrence);
  return (
    <div className="grid gap-3">
      {richer ? (
        <FieldHelp>This schedule says more than the presets can. Changing anything here replaces it.</FieldHelp>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <Field label="Repeats" className="w-48 max-sm:w-full">
          {(aria) => (
            <Select
              {...aria}
              value={repeats}
              onValueChange={(value) => change({ repeats: value as Repeats })}
              options={Object.entries(REPEATS).map(([value, label]) => ({ value, label }))}
            />
          )}
        </Field>
        {repeats === 'minutes' ? (
          <Field label="Every" className="w-40 max-sm:w-full">
            {(aria) => (
              <Select
                {...aria}
                value={String(preset.every)}
                onValueChange={(value) => change({ every: Number(value) })}
                options={MINUTE_STEPS.map((step) => ({
                  value: String(step),
                  label: step === 1 ? '1 minute' : `${step} minutes`,
                }))}
              />
            )}
          </Field>
        ) : null}
        {repeats === 'week' ? (
          <WeekdayPicker value={preset.days} onValueChange={(days) => change({ days })} error={errors.days} />
        ) : null}
        {repeats === 'month' || repeats === 'quarter' ? (
          <Field
            label="On"
            className="w-48 max-sm:w-full"
            help={repeats === 'quarter' ? 'In January, April, July and October.' : undefined}
          >
            {(aria) => (
              <Select {...aria} value={preset.on} onValueChange={(on) => change({ on })} options={MONTH_DAYS} />
            )}
          </Field>
        ) : null}
        {repeats === 'minutes' ? null : (
          <Field label={repeats === 'hour' ? 'At minute of' : 'At'} className="w-32 max-sm:w-full">
            {(aria) => (
              <Input
                {...aria}
                {...(errors.at && { 'aria-invalid': true, 'aria-describedby': 'preset-at-error' })}
                value={preset.at}
                onChange={(event) => change({ at: event.target.value })}
                autoComplete="off"
                className="tabular-nums"
              />
            )}
          </Field>
        )}
      </div>
      {errors.at ? <FieldError id="preset-at-error">{errors.at}</FieldError> : null}
      {richer || repeats !== 'month' || !/^(29|30|31)$/.test(preset.on) ? null : (
        <FieldHelp>Months without a day {preset.on} are skipped. “Last day” never is.</FieldHelp>
      )}
    </div>
  );
}

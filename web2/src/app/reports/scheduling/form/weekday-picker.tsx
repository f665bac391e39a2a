import { ToggleGroup } from 'radix-ui';
import { FieldError } from '@/components/ui/field';
import { WEEKDAYS } from './presets';

type WeekdayPickerProps = {
  /** 1 Monday to 7 Sunday. */
  value: number[];
  onValueChange: (value: number[]) => void;
  error: string | undefined;
};

/** Seven switches in a row, named by their whole day. */
export function WeekdayPicker({ value, onValueChange, error }: WeekdayPickerProps) {
  return (
    <div className="grid content-start gap-1.5">
      <span id="preset-days" className="text-label">
        On
      </span>
      <ToggleGroup.Root
        type="multiple"
        aria-labelledby="preset-days"
        value={value.map(String)}
        onValueChange={(days) => onValueChange(days.map(Number).sort())}
        className="flex h-control w-fit gap-0.5 rounded-control bg-sunken p-0.5"
      >
        {WEEKDAYS.map((day, index) => (
          <ToggleGroup.Item
            key={day}
            value={String(index + 1)}
            aria-label={day}
            {...(error && index === 0 && { 'aria-invalid': true })}
            className="focus-inset min-w-8 rounded-xs text-label text-secondary transition-tone hover:text-text data-[state=on]:bg-accent data-[state=on]:text-on-accent pointer-coarse:min-w-10"
          >
            {day.charAt(0)}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      {error ? <FieldError>{error}</FieldError> : null}
    </div>
  );
}

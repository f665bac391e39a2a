import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { CheckboxRow } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import { type ControlProps, FieldHelp } from '@/components/ui/field';
import { fieldFrame, Input } from '@/components/ui/input';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';

const SEARCH_FROM = 9;

type ValuePickerProps = {
  /** Names the choice: "Region values". */
  label: string;
  options: readonly string[];
  value: string[];
  onValueChange: (value: string[]) => void;
  onBlur?: () => void;
} & Omit<ControlProps, 'id'>;

/** Any of the values that a column holds; chosen ones that it holds no more stay in the list. */
export function ValuePicker({ label, options, value, onValueChange, onBlur, ...aria }: ValuePickerProps) {
  const [search, setSearch] = useState('');
  const id = useId();
  const all = [...new Set([...options, ...value])];
  const shown = all.filter((option) => option.toLowerCase().includes(search.trim().toLowerCase()));
  const toggle = (option: string, on: boolean) =>
    onValueChange(all.filter((each) => (each === option ? on : value.includes(each))));
  return (
    <Popover onOpenChange={(open) => !open && onBlur?.()}>
      <PopoverTrigger asChild>
        <button
          type="button"
          className={cn(
            fieldFrame,
            'flex min-h-control items-center justify-between gap-2 px-3 py-1 text-left hover:bg-sunken',
          )}
          {...aria}
        >
          <span className="sr-only">{label}: </span>
          <span className={cn('clamp-name', !value.length && 'text-muted')}>{value.join(', ') || 'Choose values'}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.75} />
        </button>
      </PopoverTrigger>
      <PopoverContent aria-label={label} className="grid w-(--radix-popover-trigger-width) min-w-56 gap-3 p-3">
        {all.length >= SEARCH_FROM ? (
          <Input
            aria-label="Search values"
            placeholder="Search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        ) : null}
        <div className="grid max-h-64 gap-2 overflow-y-auto p-1">
          {shown.map((option) => (
            <CheckboxRow
              key={option}
              id={`${id}-${option}`}
              label={option}
              checked={value.includes(option)}
              onCheckedChange={(on) => toggle(option, on === true)}
            />
          ))}
          {shown.length ? null : <FieldHelp>No value matches.</FieldHelp>}
        </div>
      </PopoverContent>
    </Popover>
  );
}

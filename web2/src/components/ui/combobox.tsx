'use client';

import { ChevronsUpDown } from 'lucide-react';
import { type ComponentProps, lazy, Suspense, useId, useState } from 'react';
import { cn } from './cn';
import { fieldFrame } from './input';
import { Popover, PopoverContent, PopoverTrigger } from './popover';
import { Spinner } from './spinner';

// cmdk is 12 KB that a page needs only once something is searched
const ComboboxList = lazy(() => import('./combobox-list'));

export type ComboboxOption = {
  value: string;
  label: string;
  description?: string | undefined;
  /** Found by these too, unseen: abbreviations, synonyms. */
  keywords?: string[] | undefined;
};

type ComboboxProps = {
  options: readonly ComboboxOption[];
  value?: string | undefined;
  onValueChange: (value: string) => void;
  placeholder: string;
  searchPlaceholder: string;
  /** Said when nothing matches. */
  emptyText: string;
} & Pick<ComponentProps<'button'>, 'id' | 'className' | 'aria-label' | 'aria-describedby' | 'aria-invalid' | 'onBlur'>;

/** One of many, with search. For a few take `Select`. */
export function Combobox({
  options,
  value,
  onValueChange,
  placeholder,
  searchPlaceholder,
  emptyText,
  className,
  ...trigger
}: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const popup = useId();
  const chosen = options.find((option) => option.value === value);
  const choose = (next: string) => {
    onValueChange(next);
    setOpen(false);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button
          type="button"
          role="combobox"
          aria-expanded={open}
          aria-controls={open ? popup : undefined}
          aria-haspopup="dialog"
          className={cn(
            fieldFrame,
            'flex min-h-control items-center justify-between gap-2 px-3 py-1 text-left hover:bg-sunken',
            className,
          )}
          {...trigger}
        >
          <span className={cn('clamp-name', !chosen && 'text-muted')}>{chosen?.label ?? placeholder}</span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.75} />
        </button>
      </PopoverTrigger>
      <PopoverContent
        id={popup}
        aria-label={searchPlaceholder}
        className="w-(--radix-popover-trigger-width) min-w-64 p-0"
      >
        <Suspense fallback={<Spinner className="m-4 text-muted" />}>
          <ComboboxList {...{ options, value, searchPlaceholder, emptyText }} onChoose={choose} />
        </Suspense>
      </PopoverContent>
    </Popover>
  );
}

'use client';

import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { fieldFrame } from './input';
import { menuItem, menuSurface } from './menu-style';

export type SelectOption = { value: string; label: string; description?: string | undefined; disabled?: boolean };

type SelectProps = {
  options: readonly SelectOption[];
  value?: string | undefined;
  defaultValue?: string | undefined;
  onValueChange?: (value: string) => void;
  placeholder?: string;
  name?: string;
  disabled?: boolean;
} & Pick<ComponentProps<'button'>, 'id' | 'className' | 'aria-label' | 'aria-describedby' | 'aria-invalid' | 'onBlur'>;

/** One of a few options. For long lists, or to search, take `Combobox`. An option's value must not be empty. */
export function Select({
  options,
  value,
  defaultValue,
  onValueChange,
  placeholder,
  name,
  disabled,
  className,
  ...trigger
}: SelectProps) {
  const root = {
    ...(value !== undefined && { value }),
    ...(defaultValue !== undefined && { defaultValue }),
    ...(onValueChange && { onValueChange }),
    ...(name !== undefined && { name }),
    ...(disabled !== undefined && { disabled }),
  };
  return (
    <Radix.Root {...root}>
      <Radix.Trigger
        className={cn(
          fieldFrame,
          'flex h-control items-center justify-between gap-2 px-3 text-left hover:bg-sunken data-placeholder:text-muted',
          className,
        )}
        {...trigger}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon asChild>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.75} />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className={cn(
            menuSurface,
            'max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) max-w-[calc(100vw-2rem)]',
          )}
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Option key={option.value} {...option} />
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Option({ value, label, description, disabled = false }: SelectOption) {
  return (
    // named by all of its text: Radix alone would leave the description out
    <Radix.Item value={value} disabled={disabled} aria-labelledby={undefined} className={cn(menuItem, 'pr-8')}>
      <span className="grid min-w-0">
        <Radix.ItemText>{label}</Radix.ItemText>
        {description ? <span className="text-muted text-small">{description}</span> : null}
      </span>
      <Radix.ItemIndicator className="absolute right-2">
        <Check aria-hidden className="size-4" strokeWidth={1.75} />
      </Radix.ItemIndicator>
    </Radix.Item>
  );
}

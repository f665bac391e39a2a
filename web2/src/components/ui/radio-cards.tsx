'use client';

import { RadioGroup as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export type RadioCardOption = { value: string; label: string; description?: string | undefined; disabled?: boolean };

type RadioCardsProps = { options: readonly RadioCardOption[] } & Omit<
  ComponentProps<typeof Radix.Root>,
  'children' | 'asChild'
>;

/** A few options that need a line of explanation, as real radios. Name the group: `FieldSet` around it, or `aria-label`. */
export function RadioCards({ options, className, ...props }: RadioCardsProps) {
  return (
    <Radix.Root
      className={cn('grid grid-cols-[repeat(auto-fit,minmax(min(100%,12.5rem),1fr))] gap-2', className)}
      {...props}
    >
      {options.map(({ value, label, description, disabled = false }) => (
        <Radix.Item
          key={value}
          value={value}
          disabled={disabled}
          className="group flex min-h-control items-start gap-2.5 rounded-menu border border-border bg-surface px-3 py-2.5 text-left transition-tone hover:bg-sunken disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent-subtle data-[state=checked]:inset-ring data-[state=checked]:inset-ring-accent"
        >
          <span className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-control bg-surface group-data-[state=checked]:border-accent group-data-[state=checked]:bg-accent">
            <span className="size-1.5 rounded-full bg-on-accent opacity-0 forced-colors:bg-[Highlight] group-data-[state=checked]:opacity-100" />
          </span>
          <span className="grid min-w-0">
            <span className="text-label">{label}</span>
            {description ? <span className="text-muted text-small">{description}</span> : null}
          </span>
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}

'use client';

import { RadioGroup as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

type SegmentedProps<Value extends string> = {
  /** Names the group. */
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
} & Pick<ComponentProps<'div'>, 'className' | 'id' | 'aria-describedby'>;

/** A choice between two to four views of the same thing; the arrow keys move it. */
export function Segmented<Value extends string>({
  label,
  options,
  onValueChange,
  className,
  ...props
}: SegmentedProps<Value>) {
  // Radix hands back one of the options' values
  const choose = (value: string) => onValueChange(value as Value);
  return (
    <Radix.Root
      aria-label={label}
      orientation="horizontal"
      onValueChange={choose}
      className={cn(
        'inline-flex min-h-control w-fit max-w-full flex-wrap gap-0.5 rounded-control bg-sunken p-0.5',
        className,
      )}
      {...props}
    >
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          className="focus-inset relative whitespace-nowrap pointer-coarse:before:absolute pointer-coarse:before:-inset-0.5 rounded-xs px-3 text-label text-secondary transition-tone hover:text-text data-[state=checked]:bg-raised data-[state=checked]:text-text data-[state=checked]:shadow-raised forced-colors:data-[state=checked]:outline"
        >
          {option.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}

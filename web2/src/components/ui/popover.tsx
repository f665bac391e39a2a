'use client';

import { Popover as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { menuSurface } from './menu-style';

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;

/** Content that floats at its trigger. Name it with `aria-label` or `aria-labelledby`: it is a dialog. */
export function PopoverContent({
  className,
  sideOffset = 4,
  align = 'start',
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(
          menuSurface,
          'max-h-(--radix-popover-content-available-height) w-80 max-w-[calc(100vw-1rem)] p-4',
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  );
}

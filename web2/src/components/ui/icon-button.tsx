'use client';

import type { LucideIcon } from 'lucide-react';
import { Button, type ButtonProps } from './button';
import { cn } from './cn';
import { Tooltip } from './tooltip';

type IconButtonProps = Omit<ButtonProps, 'children' | 'aria-label' | 'asChild' | 'size'> & {
  /** The name, also shown as tooltip. */
  label: string;
  icon: LucideIcon;
};

/** A button without words, for more, close, copy, bell and help only. */
export function IconButton({ label, icon: Icon, variant = 'ghost', className, ...props }: IconButtonProps) {
  return (
    <Tooltip content={label}>
      <Button variant={variant} aria-label={label} className={cn('w-control px-0', className)} {...props}>
        <Icon aria-hidden className="size-4" strokeWidth={1.75} />
      </Button>
    </Tooltip>
  );
}

import type { ComponentProps } from 'react';
import { cn } from './cn';

/** The frame shared by every control that looks like a text field. */
export const fieldFrame =
  'w-full rounded-control border border-control bg-surface text-input text-text transition-tone disabled:opacity-50 aria-disabled:opacity-50 aria-invalid:border-danger-mark';

/** A text input; 16 px text below 768 px. Give it a label through `Field`. */
export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input type={type} className={cn(fieldFrame, 'h-control px-3', className)} {...props} />;
}

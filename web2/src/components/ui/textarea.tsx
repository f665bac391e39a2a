import type { ComponentProps } from 'react';
import { cn } from './cn';
import { fieldFrame } from './input';

/** Text of several lines; grows with its content where the browser can. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={cn(fieldFrame, 'min-h-control field-sizing-content max-h-80 px-3 py-1.5', className)}
      {...props}
    />
  );
}

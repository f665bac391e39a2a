import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const badge = cva(
  'inline-flex h-5 max-w-full items-center align-top gap-1 whitespace-nowrap rounded-control px-2 text-meta',
  {
    variants: {
      tone: {
        neutral: 'bg-sunken text-secondary',
        success: 'bg-success-subtle text-success',
        warning: 'bg-warning-subtle text-warning',
        danger: 'bg-danger-subtle text-danger',
        info: 'bg-info-subtle text-info',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export type BadgeTone = NonNullable<VariantProps<typeof badge>['tone']>;

/** A short word on a quiet fill, as high as a line of text; never wraps. */
export function Badge({ className, tone, ...props }: ComponentProps<'span'> & { tone?: BadgeTone }) {
  return <span className={cn(badge({ tone }), className)} {...props} />;
}

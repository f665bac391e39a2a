import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps, MouseEvent } from 'react';
import { cn } from './cn';
import { Spinner } from './spinner';

const button = cva(
  'relative inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-control border text-label transition-tone disabled:opacity-50 not-aria-busy:aria-disabled:opacity-50',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
        secondary: 'border-border bg-surface text-text hover:bg-hover dark:bg-transparent dark:hover:bg-hover',
        ghost: 'border-transparent bg-transparent text-secondary hover:bg-hover hover:text-text',
        danger: 'border-transparent bg-danger-solid text-on-danger hover:bg-danger-hover',
      },
      size: {
        md: 'h-control px-3',
        sm: 'h-7 px-2 text-small font-medium pointer-coarse:h-control pointer-coarse:px-3',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof button> & {
    /** Gives the look to the only child, for example a link. `loading` is ignored then. */
    asChild?: boolean | undefined;
    /** Shows a spinner in the same width; the button keeps its focus and ignores presses. */
    loading?: boolean | undefined;
  };

/** A button. Its `type` is "button" unless said otherwise. */
export function Button({ className, variant, size, asChild, loading, children, onClick, ...props }: ButtonProps) {
  const classes = cn(button({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} onClick={onClick} {...props}>
        {children}
      </Slot.Root>
    );
  }
  const ignore = (event: MouseEvent) => event.preventDefault();
  const busy = loading ? { 'aria-busy': true, 'aria-disabled': true } : {};
  return (
    <button type="button" className={classes} onClick={loading ? ignore : onClick} {...busy} {...props}>
      <span className={cn('inline-flex items-center gap-2', loading && 'opacity-0')}>{children}</span>
      {loading ? (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      ) : null}
    </button>
  );
}

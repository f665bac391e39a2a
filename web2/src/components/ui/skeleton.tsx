import type { ComponentProps } from 'react';
import { cn } from './cn';

/** A placeholder with the geometry of what will stand there. Mark the container `aria-busy`. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return <div aria-hidden className={cn('motion-breathe rounded-xs bg-skeleton', className)} {...props} />;
}

/** Skeleton of a line of text: keeps the line's height, whatever the size of its text. */
export function SkeletonText({ className, ...props }: ComponentProps<'span'>) {
  return (
    <span aria-hidden className={cn('inline-flex h-[1lh] w-24 items-center align-top', className)} {...props}>
      <span className="motion-breathe h-[0.7em] w-full rounded-xs bg-skeleton" />
    </span>
  );
}

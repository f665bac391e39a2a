import type { ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';

type PaginationProps = {
  /** Names the list: "Scheduled jobs". */
  label: string;
  /** "1 – 50 of 131". */
  children?: ReactNode;
  /** Left out at the list's beginning. */
  onPrevious?: (() => void) | undefined;
  /** Left out at the list's end. */
  onNext?: (() => void) | undefined;
  className?: string;
};

/** Previous and Next by cursor. At an end the button stays, so that neither focus nor layout jumps. */
export function Pagination({ label, children, onPrevious, onNext, className }: PaginationProps) {
  return (
    <nav
      aria-label={label}
      className={cn('flex items-center justify-between gap-3 px-3 py-2 text-muted text-small', className)}
    >
      <span className="tabular-nums">{children}</span>
      <span className="flex gap-2">
        <Button aria-disabled={!onPrevious} onClick={onPrevious}>
          Previous
        </Button>
        <Button aria-disabled={!onNext} onClick={onNext}>
          Next
        </Button>
      </span>
    </nav>
  );
}

import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

type WarningLineProps = { as?: 'div' | 'li'; className?: string; children: ReactNode };

/** A sentence that should not be missed, where a banner would be too loud. */
export function WarningLine({ as: Line = 'div', className, children }: WarningLineProps) {
  return (
    <Line className={cn('flex gap-1.5 wrap-anywhere', className)}>
      <TriangleAlert aria-hidden className="mt-[0.25em] size-3.5 shrink-0 text-warning-mark" strokeWidth={1.75} />
      <span className="min-w-0">{children}</span>
    </Line>
  );
}

import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount } from '@/components/format';
import { cn } from '@/components/ui/cn';
import type { ExportRun } from '@/export-runs/schema';

type Notes = NonNullable<ExportRun['file']>['notes'];

/** What the file does not hold as the report has it, a sentence for each. */
export function FileNotes({ notes }: { notes: Notes }) {
  return (
    <ul aria-label="Notes on the file" className="grid max-w-prose gap-1">
      {notes.map(({ code, message }) => (
        <Warning as="li" key={code} className="text-body">
          {message}
        </Warning>
      ))}
    </ul>
  );
}

/** The first of them, for a row of a table. */
export function FirstFileNote({ notes }: { notes: Notes }) {
  const [first, ...others] = notes;
  if (!first) return null;
  return (
    <Warning as="div" className="mt-1 text-secondary text-small">
      {first.message}
      {others.length > 0 ? ` And ${formatCount(others.length, 'more note')}.` : ''}
    </Warning>
  );
}

function Warning({ as: As, className, children }: { as: 'li' | 'div'; className: string; children: ReactNode }) {
  return (
    <As className={cn('flex gap-1.5 wrap-anywhere', className)}>
      <TriangleAlert aria-hidden className="mt-[0.25em] size-3.5 shrink-0 text-warning-mark" strokeWidth={1.75} />
      <span className="min-w-0">{children}</span>
    </As>
  );
}

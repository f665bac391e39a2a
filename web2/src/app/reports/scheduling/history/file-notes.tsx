import { formatCount } from '@/components/format';
import { WarningLine } from '@/components/ui/warning-line';
import type { ExportRun } from '@/export-runs/schema';

type Notes = NonNullable<ExportRun['file']>['notes'];

/** What the file does not hold as the report has it, a sentence for each. */
export function FileNotes({ notes }: { notes: Notes }) {
  return (
    <ul aria-label="Notes on the file" className="grid max-w-prose gap-1">
      {notes.map(({ code, message }) => (
        <WarningLine as="li" key={code} className="text-body">
          {message}
        </WarningLine>
      ))}
    </ul>
  );
}

/** The first of them, for a row of a table. */
export function FirstFileNote({ notes }: { notes: Notes }) {
  const [first, ...others] = notes;
  if (!first) return null;
  return (
    <WarningLine className="mt-1 text-secondary text-small">
      {first.message}
      {others.length > 0 ? ` And ${formatCount(others.length, 'more note')}.` : ''}
    </WarningLine>
  );
}

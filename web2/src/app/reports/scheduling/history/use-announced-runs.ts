import { useEffect, useRef } from 'react';
import { formatCount } from '@/components/format';
import { announce } from '@/components/ui/announcer';
import type { ExportRun } from '@/export-runs/schema';

/** Says when a run that is on the screen changes its state, never how far it is. */
export function useAnnouncedRuns(runs: ExportRun[]) {
  const known = useRef(new Map<string, string>());
  useEffect(() => {
    const before = known.current;
    known.current = new Map(runs.map(({ id, status }) => [id, status]));
    const changed = runs.filter(({ id, status }) => before.has(id) && before.get(id) !== status).map(said);
    if (changed.some(Boolean)) announce(changed.filter(Boolean).join('. '));
  }, [runs]);
}

function said({ name, status, file }: ExportRun): string {
  const words: Partial<Record<ExportRun['status'], string>> = {
    running: 'is running',
    succeeded: `delivered${file ? `, ${formatCount(file.row_count, 'row')}` : ''}`,
    partially_delivered: 'partly delivered',
    failed: 'failed',
    skipped: 'skipped',
    cancelled: 'cancelled',
  };
  const word = words[status];
  return word ? `${name} ${word}` : '';
}

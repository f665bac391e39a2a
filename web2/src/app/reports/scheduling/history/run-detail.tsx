import { Download } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatDate } from '@/components/format-time';
import { Button } from '@/components/ui/button';
import type { ExportRun } from '@/export-runs/schema';
import type { Viewer } from '@/organizations/viewer';
import { runSentence } from '../sentences';
import { DeliveriesTable } from './deliveries-table';
import { FileNotes } from './file-notes';
import { RunActions } from './run-actions';
import { RunFacts } from './run-facts';

type RunDetailProps = {
  run: ExportRun;
  viewer: Viewer;
  /** Leads to the run's own page; left out there. */
  linked?: boolean;
};

/** What became of a run, what to do next, who got it, and the facts behind it. */
export function RunDetail({ run, viewer, linked = false }: RunDetailProps) {
  return (
    <div className="grid gap-5">
      <div className="grid gap-3">
        <p className="max-w-prose wrap-anywhere text-body">{runSentence(run)}</p>
        {run.file?.notes.length ? <FileNotes notes={run.file.notes} /> : null}
        {run.file?.status === 'removed' ? <RemovedFile run={run} viewer={viewer} /> : null}
        <div className="flex flex-wrap gap-2 empty:hidden">
          {run.file?.status === 'ready' ? (
            <Button asChild>
              {/* a plain link: the answer is a redirect to the file */}
              <a href={`/api/export-runs/${run.id}/download`} download>
                <Download aria-hidden className="size-4" strokeWidth={1.75} />
                Download
              </a>
            </Button>
          ) : null}
          <RunActions run={run} viewer={viewer} />
          {linked ? (
            <Button asChild variant="ghost" className="max-sm:px-0">
              <Link href={`/reports/scheduling/runs/${run.id}`}>Open this run</Link>
            </Button>
          ) : null}
        </div>
        {run.actions[0] === 'edit' ? (
          <p className="text-small text-secondary">
            A retry or a replay goes by the job as it was planned, and fails the same way until that works again.
          </p>
        ) : null}
      </div>
      {run.deliveries.length ? <DeliveriesTable run={run} viewer={viewer} /> : null}
      <RunFacts run={run} viewer={viewer} />
      {run.error_code ? (
        <Technical>
          Code <code className="font-mono">{run.error_code}</code>, run{' '}
          <code className="wrap-anywhere font-mono">{run.id}</code>
        </Technical>
      ) : null}
    </div>
  );
}

function RemovedFile({ run, viewer }: Pick<RunDetailProps, 'run' | 'viewer'>) {
  const since = run.file?.expires_at;
  return (
    <p className="text-body text-secondary">
      The file was removed{since ? ` on ${formatDate(new Date(since), viewer.timezone)}` : ''} as your settings say. The
      record stays.
    </p>
  );
}

function Technical({ children }: { children: ReactNode }) {
  return (
    <details className="text-small">
      <summary className="w-fit rounded-xs text-muted hover:text-text">Technical details</summary>
      <p className="mt-1 text-secondary">{children}</p>
    </details>
  );
}

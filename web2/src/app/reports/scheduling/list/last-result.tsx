import { formatCount, formatNumber } from '@/components/format';
import { formatRelative } from '@/components/format-time';
import { StatusBadge } from '@/components/ui/status-badge';
import { CellNote, None } from '@/components/ui/table';
import { useNow } from '@/components/use-now';
import type { ScheduledExport } from '@/scheduled-exports/schema';
import { RUN_LOOKS } from '../looks';
import { isWorking } from '../queries';
import { skippedReason } from '../sentences';

/** How the last run of a job ended, or how far it is. */
export function LastResult({ job }: { job: ScheduledExport }) {
  const now = useNow();
  const run = job.last_run;
  if (!run) {
    return (
      <>
        <CellNote className="md:hidden">No run yet</CellNote>
        <span className="max-md:hidden">
          <None word="no run yet" />
        </span>
      </>
    );
  }
  const times =
    run.status === 'failed' && job.consecutive_failures > 1 ? formatCount(job.consecutive_failures, 'time') : undefined;
  const ended = run.finished_at && now ? formatRelative(new Date(run.finished_at), now) : null;
  return (
    <div className="grid justify-items-start">
      <StatusBadge {...RUN_LOOKS[run.status]} detail={times} />
      <CellNote className="max-w-56">
        {[facts(run), ended].filter(Boolean).join(run.status === 'skipped' ? ' · ' : ', ') || <None />}
      </CellNote>
    </div>
  );
}

function facts(run: NonNullable<ScheduledExport['last_run']>): string | null {
  if (isWorking(run)) return run.progress_rows ? `${formatCount(run.progress_rows, 'row')} so far` : null;
  if (run.status === 'skipped') return skippedReason(run.reason);
  return run.deliveries_total ? `${formatNumber(run.deliveries_sent)} of ${formatNumber(run.deliveries_total)}` : null;
}

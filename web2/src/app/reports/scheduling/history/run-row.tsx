import { ChevronRight } from 'lucide-react';
import { formatBytes, formatCount, formatDuration, formatNumber } from '@/components/format';
import { formatWhen } from '@/components/format-time';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Progress } from '@/components/ui/progress';
import { StatusBadge } from '@/components/ui/status-badge';
import { CellNote, None, TableCell, TableRow } from '@/components/ui/table';
import { useNow } from '@/components/use-now';
import { When } from '@/components/when';
import type { ExportRun } from '@/export-runs/schema';
import { FORMATS, isFormatId } from '@/formats/catalogue';
import type { Viewer } from '@/organizations/viewer';
import { LATE_LOOK, runLook } from '../looks';
import { isWorking } from '../queries';
import { deliveredOf, lateBy, rowNote, skippedReason } from '../sentences';
import { FirstFileNote } from './file-notes';

type RunRowProps = {
  run: ExportRun;
  viewer: Viewer;
  /** Rows of an earlier run of the same job, to tell how far this one is. */
  expectedRows: number | undefined;
  open: boolean;
  detailId: string;
  onToggle: () => void;
  /** Absent where it cannot be cancelled. */
  onCancel?: (() => void) | undefined;
};

const CARD = 'max-md:p-0';
const HIDDEN = 'max-md:hidden';

/** A run as a row of the table, on phones as a card of the same cells. */
export function RunRow({ run, viewer, expectedRows, open, detailId, onToggle, onCancel }: RunRowProps) {
  const quiet = run.status === 'skipped' || run.status === 'cancelled';
  const note = rowNote(run);
  const zone = { zone: viewer.timezone, hourCycle: viewer.hour_cycle };
  return (
    <TableRow
      className={cn(
        'max-md:grid max-md:grid-cols-[minmax(0,1fr)_minmax(0,0.8fr)_2.75rem] max-md:gap-x-2 max-md:gap-y-1 max-md:px-4 max-md:py-3',
        quiet && 'text-secondary',
        open && 'border-b-0',
      )}
    >
      <TableCell
        className={cn(
          'w-px pt-1.5 pr-0 pb-2.5',
          CARD,
          'max-md:col-start-3 max-md:row-start-1 max-md:flex max-md:h-[1lh] max-md:w-auto max-md:items-center',
        )}
      >
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? detailId : undefined}
          aria-label={`Details of ${run.name}, ${formatWhen(new Date(run.scheduled_for), zone)}`}
          onClick={onToggle}
          className="grid size-6 place-items-center rounded-xs text-muted hover:bg-hover hover:text-text max-md:ml-auto pointer-coarse:size-11"
        >
          <ChevronRight aria-hidden className={cn('size-4', open && 'rotate-90')} strokeWidth={1.75} />
        </button>
      </TableCell>
      <TableCell className={cn(CARD, 'max-md:row-start-3')}>
        <StatusBadge {...runLook(run)} detail={triesDetail(run)} />
        {run.status === 'skipped' ? (
          <CellNote className="mt-1 max-w-48">{skippedReason(run.reason, run.holiday)}</CellNote>
        ) : null}
      </TableCell>
      <TableCell className={cn('max-w-80', CARD, 'max-md:col-span-2 max-md:col-start-1 max-md:row-start-1')}>
        <div className="clamp-name text-label" title={run.name}>
          {run.name}
        </div>
        {note ? <CellNote>{note}</CellNote> : null}
        {run.file && !open ? <FirstFileNote notes={run.file.notes} /> : null}
        <RunProgress run={run} expectedRows={expectedRows} />
      </TableCell>
      <TableCell className={cn(CARD, 'max-md:col-span-3 max-md:row-start-2')}>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 md:grid md:justify-items-start">
          <When value={run.scheduled_for} {...zone} form="near" />
          {run.late_seconds === null ? null : <StatusBadge {...LATE_LOOK} detail={lateBy(run.late_seconds)} />}
        </div>
      </TableCell>
      <TableCell align="right" className={cn('whitespace-nowrap', HIDDEN)}>
        <Took run={run} />
      </TableCell>
      <TableCell align="right" className={HIDDEN}>
        {rowsOf(run) ?? <None />}
      </TableCell>
      <TableCell className={cn('whitespace-nowrap', HIDDEN)}>
        <FileCell run={run} />
      </TableCell>
      <TableCell className={cn('whitespace-nowrap', CARD, 'max-md:col-span-2 max-md:row-start-3 max-md:text-small')}>
        {deliveredOf(run) ?? (onCancel ? null : <None />)}
        {onCancel ? (
          <Button size="sm" className="ml-2 first:ml-0" aria-label={`Cancel ${run.name}`} onClick={onCancel}>
            Cancel
          </Button>
        ) : null}
      </TableCell>
    </TableRow>
  );
}

const triesDetail = ({ status, attempt }: ExportRun) =>
  status === 'queued' && attempt > 0 ? `(try ${attempt + 1} of 5)` : undefined;

function rowsOf(run: ExportRun): string | null {
  if (run.file) return formatNumber(run.file.row_count);
  return isWorking(run) && run.progress_rows ? formatNumber(run.progress_rows) : null;
}

function Took({ run }: { run: ExportRun }) {
  const now = useNow();
  if (!run.started_at) return <None />;
  const end = run.finished_at ? Date.parse(run.finished_at) : now?.getTime();
  return end === undefined ? <None /> : formatDuration(Math.max(0, end - Date.parse(run.started_at)));
}

function FileCell({ run: { file, format } }: { run: ExportRun }) {
  const label = isFormatId(format) ? FORMATS[format].label : format.toUpperCase();
  if (!file) return <None word="no file" />;
  if (file.status === 'removed') return <span className="text-muted">{label} removed</span>;
  return `${label} ${formatBytes(file.byte_size)}`;
}

function RunProgress({ run, expectedRows }: Pick<RunRowProps, 'run' | 'expectedRows'>) {
  if (run.status !== 'running') return null;
  const rows = run.progress_rows ?? 0;
  const percent = expectedRows ? Math.min(99, Math.floor((rows / expectedRows) * 100)) : undefined;
  return (
    <div className="mt-1.5 grid gap-1">
      <Progress label={run.name} value={percent} />
      <CellNote>
        {percent === undefined || !expectedRows
          ? `${formatCount(rows, 'row')} so far`
          : `about ${percent}\u00a0% of the ${formatCount(expectedRows, 'row')} of the last run`}
      </CellNote>
    </div>
  );
}

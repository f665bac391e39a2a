'use client';

import Link from 'next/link';
import { Fragment, useId, useState } from 'react';
import { formatCount, formatNumber } from '@/components/format';
import { formatWhen } from '@/components/format-time';
import { Button } from '@/components/ui/button';
import { Pagination } from '@/components/ui/pagination';
import { EmptyState, NoResults } from '@/components/ui/states';
import { Table, TableBody, TableFrame, TableHead, TableHeadCell } from '@/components/ui/table';
import { useDelayedPending } from '@/components/ui/use-delayed';
import type { ExportRun } from '@/export-runs/schema';
import type { Viewer } from '@/organizations/viewer';
import { RunDetail } from './history/run-detail';
import { RunRow } from './history/run-row';
import { RunsFilters } from './history/runs-filters';
import { RunsSkeleton } from './history/runs-skeleton';
import { useAnnouncedRuns } from './history/use-announced-runs';
import { useHeldRuns, useRecentPointer } from './history/use-held-runs';
import { useRunActions } from './history/use-run-actions';
import { type RunsSearch, useRunsSearch } from './history/use-runs-search';
import { LoadError } from './load-error';
import { RUN_LOOKS, TRIGGER_WORDS } from './looks';
import { nextRunAt, useOverview } from './overview';
import { type Page, useExportRuns } from './queries';
import { StaleNote } from './stale-note';

type JobHistoryWidgetProps = {
  viewer: Viewer;
  /** Only the latest few, with a link to all of them; absent for the whole history, page by page. */
  latest?: number;
};

const PAGE = 25;

/** What ran: how it ended, what it made, who got it. A row opens in place. */
export function JobHistoryWidget({ viewer, latest }: JobHistoryWidgetProps) {
  const size = latest ?? PAGE;
  const search = useRunsSearch(size);
  const runs = useExportRuns(search.filters);
  const skeleton = useDelayedPending(runs.isPending);
  const titleId = useId();
  const rows = runs.data?.data ?? [];
  const nothing = runs.isSuccess && !runs.isPlaceholderData && !rows.length;

  return (
    <section aria-labelledby={titleId} className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id={titleId} className="text-section">
          {latest ? 'Latest runs' : 'Run history'}
        </h2>
        {latest ? (
          <Link href="/reports/scheduling/history" className="rounded-xs text-accent-text text-label hover:underline">
            All runs
          </Link>
        ) : null}
      </div>
      <TableFrame aria-busy={runs.isPending}>
        {nothing && !search.isFiltered ? null : (
          <div className="border-border border-b p-3">
            <RunsFilters search={search} chosenName={rows[0]?.name} />
          </div>
        )}
        {runs.isError && runs.data ? <StaleNote since={runs.dataUpdatedAt} viewer={viewer} /> : null}
        {runs.isError && !runs.data ? (
          <LoadError
            title="The runs could not be loaded."
            error={runs.error}
            onRetry={() => void runs.refetch()}
            retrying={runs.isFetching}
          />
        ) : null}
        {nothing && search.isFiltered ? <NoResults title={noResults(search)} onClear={search.clear} /> : null}
        {nothing && !search.isFiltered ? <NoRuns viewer={viewer} /> : null}
        {(runs.isPending && skeleton) || rows.length ? (
          <RunsTable runs={rows} viewer={viewer} skeletonRows={skeleton ? Math.min(size, 5) : 0} />
        ) : null}
        {latest ? null : <RunsPager search={search} page={runs.data} />}
      </TableFrame>
    </section>
  );
}

function RunsTable({ runs, viewer, skeletonRows }: { runs: ExportRun[]; viewer: Viewer; skeletonRows: number }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { cancel } = useRunActions();
  const pointer = useRecentPointer();
  const { shown, waiting, show } = useHeldRuns(runs, pointer.isOver || open.size > 0);
  const id = useId();
  useAnnouncedRuns(runs);
  const toggle = (run: string) =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(run)) after.add(run);
      return after;
    });
  return (
    <div {...pointer.props}>
      {waiting ? (
        <div className="flex items-center gap-2 border-border border-b px-4 py-2 text-small">
          {formatCount(waiting, 'newer run')}
          <Button size="sm" onClick={show}>
            Show
          </Button>
        </div>
      ) : null}
      <Table caption="Runs" className="max-md:block">
        <TableHead className="max-md:sr-only">
          <tr>
            <TableHeadCell className="pr-0">
              <span className="sr-only">Details</span>
            </TableHeadCell>
            <TableHeadCell className="w-[16%]">Status</TableHeadCell>
            <TableHeadCell className="w-[32%]">Job</TableHeadCell>
            <TableHeadCell className="w-[18%]">Scheduled for</TableHeadCell>
            <TableHeadCell align="right">Took</TableHeadCell>
            <TableHeadCell align="right">Rows</TableHeadCell>
            <TableHeadCell>File</TableHeadCell>
            <TableHeadCell>Delivered</TableHeadCell>
          </tr>
        </TableHead>
        <TableBody className="max-md:block">
          {skeletonRows ? <RunsSkeleton rows={skeletonRows} /> : null}
          {(skeletonRows ? [] : shown).map((run) => {
            const detailId = `${id}-${run.id}`;
            const isOpen = open.has(run.id);
            return (
              <Fragment key={run.id}>
                <RunRow
                  run={run}
                  viewer={viewer}
                  expectedRows={expectedRows(run, runs)}
                  open={isOpen}
                  detailId={detailId}
                  onToggle={() => toggle(run.id)}
                  onCancel={run.actions.includes('cancel') ? () => cancel(run) : undefined}
                />
                {isOpen ? (
                  <tr id={detailId} className="border-border border-b max-md:block">
                    <td colSpan={8} className="px-4 pt-1 pb-5 max-md:block md:pl-12">
                      <RunDetail run={run} viewer={viewer} linked />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </TableBody>
      </Table>
    </div>
  );
}

/** The rows of the newest earlier run of the same job that made a file. */
function expectedRows(run: ExportRun, runs: ExportRun[]): number | undefined {
  if (run.status !== 'running') return undefined;
  return runs.find((other) => other.scheduled_export_id === run.scheduled_export_id && other.file)?.file?.row_count;
}

function RunsPager({ search, page }: { search: RunsSearch; page: Page<ExportRun> | undefined }) {
  const { index, size, previous, next } = search.pages;
  if (!page?.data.length || (!page.next_cursor && !index)) return null;
  return (
    <div className="border-border border-t">
      <Pagination label="Pages of runs" onPrevious={previous} onNext={next(page.next_cursor)}>
        Runs {formatNumber(index * size + 1)} – {formatNumber(index * size + page.data.length)}
      </Pagination>
    </div>
  );
}

function NoRuns({ viewer }: { viewer: Viewer }) {
  const jobs = useOverview();
  const next = jobs.data && nextRunAt(jobs.data);
  return (
    <EmptyState title="No runs yet">
      {next
        ? `The next one is ${formatWhen(new Date(next), { zone: viewer.timezone, hourCycle: viewer.hour_cycle, now: new Date() })}.`
        : 'They appear here once a job has run.'}
    </EmptyState>
  );
}

function noResults({ run_status, run_trigger, job }: RunsSearch): string {
  const parts = [
    run_status && RUN_LOOKS[run_status].word,
    run_trigger && TRIGGER_WORDS[run_trigger],
    job && 'this job',
  ].filter(Boolean);
  return `No run matches ${parts.join(' and ')}.`;
}

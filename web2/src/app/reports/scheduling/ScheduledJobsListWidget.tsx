'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { formatNumber } from '@/components/format';
import { Button } from '@/components/ui/button';
import { Pagination } from '@/components/ui/pagination';
import { EmptyState, NoResults } from '@/components/ui/states';
import { Table, TableBody, TableFrame, TableHead, TableHeadCell } from '@/components/ui/table';
import { useDelayedPending } from '@/components/ui/use-delayed';
import type { Viewer } from '@/organizations/viewer';
import type { ScheduledExport } from '@/scheduled-exports/schema';
import { mayEdit } from './access';
import { DeleteJobDialog } from './list/delete-job-dialog';
import { JobMenu } from './list/job-menu';
import { JobRow } from './list/job-row';
import { JobsSkeleton } from './list/jobs-skeleton';
import { JobsToolbar } from './list/jobs-toolbar';
import { asksBeforeRun, RunNowDialog } from './list/run-now-dialog';
import { useAnnouncedCount } from './list/use-announced-count';
import { useJobActions } from './list/use-job-actions';
import { type JobsSearch, useJobsSearch } from './list/use-jobs-search';
import { LoadError } from './load-error';
import { SCHEDULE_WORDS } from './looks';
import { useReports, useScheduledExports } from './queries';
import { StaleNote } from './stale-note';
import { useFormTarget } from './url-state';

type ScheduledJobsListWidgetProps = {
  viewer: Viewer;
  /** A job that was just saved: its row is lit for a moment. */
  litId?: string | null;
  /** While there is no job yet, its button takes the focus: the form was just closed. */
  focusNew?: boolean;
};

/** Columns with a width of their own, so that nothing shifts when rows arrive. */
const HEADS = [
  { title: 'Name', width: 'w-[32%]' },
  { title: 'Schedule', width: 'w-[20%]' },
  { title: 'Next run', width: 'w-[20%]' },
  { title: 'Last result', width: 'w-[16%]' },
];

/** Every scheduled job of the organisation: what runs next, how it went, and what can be done about it. */
export function ScheduledJobsListWidget({ viewer, litId = null, focusNew = false }: ScheduledJobsListWidgetProps) {
  const search = useJobsSearch();
  const jobs = useScheduledExports(search.filters);
  const form = useFormTarget();
  const skeleton = useDelayedPending(jobs.isPending);
  const rows = jobs.data?.data ?? [];
  useAnnouncedCount(jobs.isPlaceholderData ? undefined : jobs.data, search);

  if (jobs.isError && !jobs.data) {
    return (
      <TableFrame>
        <LoadError
          title="The jobs could not be loaded."
          error={jobs.error}
          onRetry={() => void jobs.refetch()}
          retrying={jobs.isFetching}
        />
      </TableFrame>
    );
  }
  const unused = jobs.isSuccess && !rows.length && !search.isFiltered && !search.pages.index;
  if (unused && !jobs.isPlaceholderData) {
    // the open form is the invitation taken up
    if (form.target) return null;
    return <FirstUse viewer={viewer} focus={focusNew} onNew={() => void form.open({ kind: 'new' })} />;
  }

  return (
    <TableFrame aria-busy={jobs.isPending}>
      <JobsToolbar search={search} />
      {jobs.isError ? <StaleNote since={jobs.dataUpdatedAt} viewer={viewer} /> : null}
      {jobs.isSuccess && !rows.length ? (
        <NoResults title={noResults(search)} onClear={search.clear} />
      ) : (
        <Table caption="Scheduled jobs" className="max-md:block">
          <TableHead className="max-md:sr-only">
            <tr>
              {HEADS.map(({ title, width }) => (
                <TableHeadCell key={title} className={width}>
                  {title}
                </TableHeadCell>
              ))}
              <TableHeadCell>Owner</TableHeadCell>
              <TableHeadCell>
                <span className="sr-only">Actions</span>
              </TableHeadCell>
            </tr>
          </TableHead>
          <TableBody className="max-md:block">
            {skeleton ? <JobsSkeleton /> : null}
            <JobRows jobs={skeleton ? [] : rows} viewer={viewer} litId={litId} form={form} />
          </TableBody>
        </Table>
      )}
      <JobsPager search={search} page={skeleton ? undefined : jobs.data} />
    </TableFrame>
  );
}

type JobRowsProps = {
  jobs: ScheduledExport[];
  viewer: Viewer;
  litId: string | null;
  form: ReturnType<typeof useFormTarget>;
};

function JobRows({ jobs, viewer, litId, form }: JobRowsProps) {
  const reports = useReports();
  const actions = useJobActions();
  const [deleting, setDeleting] = useState<ScheduledExport | null>(null);
  const [running, setRunning] = useState<ScheduledExport | null>(null);
  const destroy = async (job: ScheduledExport) => {
    const index = jobs.findIndex(({ id }) => id === job.id);
    const neighbour = jobs[index + 1] ?? jobs[index - 1];
    const gone = await actions.destroy(job);
    setDeleting(null);
    // after the dialog gave the focus back to a button that is no longer there
    if (gone && neighbour) setTimeout(() => document.getElementById(`job-${neighbour.id}`)?.focus());
  };
  return (
    <>
      {jobs.map((job) => {
        const edit = () => void form.open({ kind: 'edit', id: job.id });
        return (
          <JobRow
            key={job.id}
            job={job}
            reports={reports.data}
            viewer={viewer}
            lit={job.id === litId}
            onOpen={edit}
            menu={
              <JobMenu
                job={job}
                mayCopy={mayEdit(viewer)}
                onRun={() => (asksBeforeRun(job, viewer) ? setRunning(job) : actions.run(job))}
                onEdit={edit}
                onCopy={() => void form.open({ kind: 'from', id: job.id })}
                onPause={() => actions.pause(job)}
                onResume={() => actions.resume(job)}
                onDelete={() => setDeleting(job)}
              />
            }
          />
        );
      })}
      <RunNowDialog
        job={running}
        onConfirm={(job) => {
          setRunning(null);
          actions.run(job);
        }}
        onClose={() => setRunning(null)}
      />
      <DeleteJobDialog
        job={deleting}
        pending={actions.isDeleting}
        onConfirm={(job) => void destroy(job)}
        onClose={() => setDeleting(null)}
      />
    </>
  );
}

function JobsPager({
  search,
  page,
}: {
  search: JobsSearch;
  page: { data: unknown[]; next_cursor: string | null } | undefined;
}) {
  const { index, size, previous, next } = search.pages;
  if (!page?.data.length || (!page.next_cursor && !index)) return null;
  const first = index * size;
  return (
    <div className="border-border border-t">
      <Pagination label="Pages of scheduled jobs" onPrevious={previous} onNext={next(page.next_cursor)}>
        Jobs {formatNumber(first + 1)} – {formatNumber(first + page.data.length)}
      </Pagination>
    </div>
  );
}

function FirstUse({ viewer, focus, onNew }: { viewer: Viewer; focus: boolean; onNew: () => void }) {
  return (
    <TableFrame>
      <EmptyState
        title="Schedule your first export"
        action={
          mayEdit(viewer) ? (
            <Button variant="primary" autoFocus={focus} onClick={onNew}>
              <Plus aria-hidden className="size-4" strokeWidth={1.75} />
              Schedule New Report Export
            </Button>
          ) : null
        }
      >
        Pick a report, say when, and it arrives on time.
      </EmptyState>
    </TableFrame>
  );
}

function noResults({ q, status }: JobsSearch): string {
  const parts = [q.trim() && `“${q.trim()}”`, status && SCHEDULE_WORDS[status]].filter(Boolean);
  return parts.length ? `No job matches ${parts.join(' and ')}.` : 'There are no further jobs.';
}

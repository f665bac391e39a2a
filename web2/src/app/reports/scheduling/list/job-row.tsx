import type { MouseEvent, ReactNode } from 'react';
import { formatCount } from '@/components/format';
import { zoneCity } from '@/components/format-time';
import { Button } from '@/components/ui/button';
import { StatusBadge } from '@/components/ui/status-badge';
import { CellNote, None, TableCell, TableRow } from '@/components/ui/table';
import { WarningLine } from '@/components/ui/warning-line';
import { When } from '@/components/when';
import { DELIVERY_METHODS, isDeliveryMethodId } from '@/delivery/catalogue';
import { FORMATS, isFormatId } from '@/formats/catalogue';
import type { Viewer } from '@/organizations/viewer';
import type { Report } from '@/reports/schema';
import type { ScheduledExport } from '@/scheduled-exports/schema';
import { jobLook, jobState, scheduleLook } from '../looks';
import { stoppedSentence } from '../sentences';
import { LastResult } from './last-result';

type JobRowProps = {
  job: ScheduledExport;
  /** Undefined while they are not known. */
  reports: Report[] | undefined;
  viewer: Viewer;
  /** Lit for a moment: it was just saved. */
  lit: boolean;
  menu: ReactNode;
  onOpen: () => void;
};

/** A job as a row of the table, on phones as a card of the same cells. */
export function JobRow({ job, reports, viewer, lit, menu, onOpen }: JobRowProps) {
  const report = reports?.find(({ report_type }) => report_type === job.report_type);
  const gone = reports !== undefined && !report;
  const facts = [!gone && (report?.title ?? job.report_type), formatLabel(job.format), recipients(job)];
  return (
    <TableRow
      selected={lit}
      className="transition-tone max-md:grid max-md:grid-cols-[minmax(0,1fr)_minmax(0,0.8fr)_2.75rem] max-md:gap-x-2 max-md:px-4 max-md:py-3"
    >
      <TableCell className="max-w-96 max-md:col-span-2 max-md:max-w-none max-md:p-0">
        <JobName job={job} onOpen={onOpen} />
        <CellNote className="clamp-name">{facts.filter(Boolean).join(' · ')}</CellNote>
        {gone ? <ReportGone job={job} onOpen={onOpen} /> : null}
      </TableCell>
      <TableCell className="max-md:col-span-3 max-md:row-start-2 max-md:mt-1 max-md:p-0">
        <div className="max-w-64 max-md:max-w-none">{job.recurrence_description}</div>
        <CellNote>{zoneCity(job.timezone)}</CellNote>
      </TableCell>
      <TableCell className="max-md:row-start-3 max-md:mt-2 max-md:p-0">
        <NextRun job={job} viewer={viewer} onOpen={onOpen} />
      </TableCell>
      <TableCell className="max-md:col-span-2 max-md:row-start-3 max-md:mt-2 max-md:p-0">
        <LastResult job={job} />
      </TableCell>
      <TableCell className="max-md:hidden">
        {job.owner_name ? <span className="block max-w-32 truncate">{job.owner_name}</span> : <None word="no owner" />}
      </TableCell>
      <TableCell
        align="right"
        className="w-px py-1.5 max-md:col-start-3 max-md:row-start-1 max-md:flex max-md:h-[1lh] max-md:w-auto max-md:items-center max-md:justify-end max-md:p-0"
      >
        {menu}
      </TableCell>
    </TableRow>
  );
}

function ReportGone({ job, onOpen }: Pick<JobRowProps, 'job' | 'onOpen'>) {
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
      <WarningLine className="text-secondary text-small">
        Report no longer exists (<span className="font-mono">{job.report_type}</span>)
      </WarningLine>
      {job.can_edit && job.status !== 'failed' ? (
        <Button size="sm" aria-label={`Choose a report for ${job.name}`} onClick={onOpen}>
          Choose a report
        </Button>
      ) : null}
    </div>
  );
}

function JobName({ job, onOpen }: { job: ScheduledExport; onOpen: () => void }) {
  const state = jobState(job);
  const open = (event: MouseEvent) => {
    // a new tab is the browser's business
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen();
  };
  const href = job.can_edit ? `?edit=${job.id}` : `/reports/scheduling/history?job=${job.id}`;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <a
        id={`job-${job.id}`}
        href={href}
        {...(job.can_edit && { onClick: open })}
        title={job.name}
        className="clamp-name rounded-xs text-label text-text hover:underline"
      >
        {job.name}
      </a>
      {state === 'failing' || state === 'ownerless' ? <StatusBadge {...jobLook(job)} /> : null}
    </div>
  );
}

function NextRun({ job, viewer, onOpen }: Pick<JobRowProps, 'job' | 'viewer' | 'onOpen'>) {
  const { timezone, hour_cycle } = viewer;
  if (job.status === 'active') {
    if (!job.next_run_at) return <CellNote>Being planned</CellNote>;
    return (
      <>
        {job.runs_at ? <When value={job.runs_at} zone={timezone} hourCycle={hour_cycle} form="stacked" /> : <None />}
        {job.next_run_note ? <CellNote className="max-w-64">{job.next_run_note}</CellNote> : null}
      </>
    );
  }
  const why = stoppedSentence(job);
  return (
    <div className="grid max-w-64 justify-items-start gap-1">
      <StatusBadge {...scheduleLook(job)} />
      {why ? (
        <CellNote className="line-clamp-4" title={why}>
          {why}
        </CellNote>
      ) : null}
      {job.status === 'failed' && job.can_edit ? (
        <Button size="sm" className="mt-1" onClick={onOpen}>
          Fix and resume
        </Button>
      ) : null}
    </div>
  );
}

const formatLabel = (format: string) => (isFormatId(format) ? FORMATS[format].label : format.toUpperCase());

const methodLabel = (method: string) =>
  isDeliveryMethodId(method) ? DELIVERY_METHODS[method].label.toLowerCase() : method;

function recipients({ targets }: ScheduledExport): string {
  const people = targets.reduce((count, { to }) => count + (to?.length ?? 0), 0);
  const others = targets.flatMap(({ method, to }) => (to ? [] : [methodLabel(method)]));
  return [people && formatCount(people, 'recipient'), ...new Set(others)].filter(Boolean).join(' and ');
}

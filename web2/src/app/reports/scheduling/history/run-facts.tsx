import type { ReactNode } from 'react';
import { formatBytes, formatNumber } from '@/components/format';
import {
  formatClock,
  formatDate,
  formatDay,
  formatPeriod,
  formatWhen,
  formatZone,
  zoneCity,
} from '@/components/format-time';
import { None } from '@/components/ui/table';
import { useNow } from '@/components/use-now';
import type { ExportRun } from '@/export-runs/schema';
import type { Viewer } from '@/organizations/viewer';
import { TRIGGER_WORDS } from '../looks';
import { Checksum } from './checksum';

/** What stands in the record of a run, as a list of terms. */
export function RunFacts({ run, viewer }: { run: ExportRun; viewer: Viewer }) {
  const { file } = run;
  const due = new Date(run.scheduled_for);
  const now = useNow() ?? undefined;
  const clock = { zone: run.timezone, hourCycle: viewer.hour_cycle, now };
  return (
    <dl className="grid grid-cols-2 gap-x-6 md:grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-y-4">
      <Fact term="Scheduled for">{`${formatWhen(due, clock)}, ${formatZone(run.timezone, due)}`}</Fact>
      {run.moved_to ? (
        <Fact term="Moved to">{`${formatWhen(new Date(run.moved_to), clock)}, because of ${run.holiday ?? 'a holiday'}`}</Fact>
      ) : null}
      <Fact term="Period">
        {run.period_start && run.period_end ? (
          `${formatPeriod(new Date(run.period_start), new Date(run.period_end), run.timezone)}, ${zoneCity(run.timezone)}`
        ) : (
          <None word="no period" />
        )}
      </Fact>
      <Fact term="Started">{moment(run.started_at, viewer, now)}</Fact>
      <Fact term="Finished">{moment(run.finished_at, viewer, now)}</Fact>
      <Fact term="Asked for">
        {run.requested_by_name
          ? `${TRIGGER_WORDS[run.trigger]}, by ${run.requested_by_name}`
          : TRIGGER_WORDS[run.trigger]}
      </Fact>
      {run.retried_at ? (
        <Fact term={run.retried_by_name ? `Tried again by ${run.retried_by_name}` : 'Tried again'}>
          {moment(run.retried_at, viewer, now)}
        </Fact>
      ) : null}
      <Fact term="Tries">{run.attempt ? formatNumber(run.attempt) : <None />}</Fact>
      {file ? (
        <>
          <Fact term="File">
            <span className="wrap-anywhere">{file.name}</span>, {formatBytes(file.byte_size)}
          </Fact>
          {file.status === 'ready' && file.expires_at ? (
            <Fact term="Kept until">{formatDate(new Date(file.expires_at), viewer.timezone)}</Fact>
          ) : null}
          <Fact term="Checksum (SHA-256)">
            <Checksum value={file.sha256} />
          </Fact>
        </>
      ) : null}
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-meta text-muted">{term}</dt>
      <dd className="text-body tabular-nums">{children}</dd>
    </div>
  );
}

/** With seconds, on the reader's clock. */
function moment(instant: string | null, { timezone, hour_cycle }: Viewer, now: Date | undefined): ReactNode {
  if (!instant) return <None word="not yet" />;
  const options = { zone: timezone, hourCycle: hour_cycle, now };
  const date = new Date(instant);
  return (
    <time
      dateTime={instant}
    >{`${formatDay(date, options)}, ${formatClock(date, options, true)} ${zoneCity(timezone)}`}</time>
  );
}

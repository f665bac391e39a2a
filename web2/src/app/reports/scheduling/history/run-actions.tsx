import Link from 'next/link';
import { Fragment, type ReactNode, useState } from 'react';
import { formatCount } from '@/components/format';
import { formatWhen } from '@/components/format-time';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { ExportRun, RunAction } from '@/export-runs/schema';
import type { Viewer } from '@/organizations/viewer';
import { unsentCount } from '../sentences';
import { useRunActions } from './use-run-actions';

/** The buttons of what this person may do with a run now, what helps most first. A replay sends to people again, so it asks first. */
export function RunActions({ run, viewer }: { run: ExportRun; viewer: Viewer }) {
  const { cancel, retry, replay } = useRunActions();
  const [asking, setAsking] = useState(false);
  const clock = { zone: viewer.timezone, hourCycle: viewer.hour_cycle };
  const buttons: Record<RunAction, ReactNode> = {
    cancel: <Button onClick={() => cancel(run)}>Cancel run</Button>,
    retry: <Button onClick={() => retry(run)}>{retryLabel(run)}</Button>,
    replay: <Button onClick={() => setAsking(true)}>Replay this occurrence…</Button>,
    edit: (
      <Button asChild>
        <Link href={`/reports/scheduling?edit=${run.scheduled_export_id}`}>{repairLabel(run.error_code)}</Link>
      </Button>
    ),
  };
  return (
    <>
      {run.actions.map((action) => (
        <Fragment key={action}>{buttons[action]}</Fragment>
      ))}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Replay “${run.name}” of ${formatWhen(new Date(run.scheduled_for), clock)}?`}
        description={`${whoGetsIt(run)} It holds the rows of today${run.period_start ? ' for the period of then' : ''}.`}
        confirmLabel="Replay run"
        onConfirm={() => {
          setAsking(false);
          replay(run);
        }}
        tone="primary"
      />
    </>
  );
}

function retryLabel(run: ExportRun): string {
  const open = unsentCount(run);
  return open ? `Retry ${formatCount(open, 'delivery', 'deliveries')}` : 'Retry run';
}

function whoGetsIt({ deliveries }: ExportRun): string {
  const mails = deliveries.filter(({ method }) => method !== 'download').length;
  if (deliveries.length && !mails) return 'The file is made again.';
  return mails
    ? `${formatCount(mails, 'recipient')} ${mails === 1 ? 'gets' : 'get'} the file once more.`
    : 'Everyone whom the job named then gets the file.';
}

/** The one next step, named after what is wrong. */
function repairLabel(code: string | null): string {
  if (code === 'report_timeout') return 'Edit filters';
  if (code === 'report_missing' || code === 'column_missing') return 'Choose a report';
  return 'Edit the job';
}

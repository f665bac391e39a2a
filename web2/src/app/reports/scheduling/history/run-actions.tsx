import { useState } from 'react';
import { formatCount } from '@/components/format';
import { formatWhen } from '@/components/format-time';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { ExportRun } from '@/export-runs/schema';
import type { Viewer } from '@/organizations/viewer';
import { unsentCount } from '../sentences';
import { useRunActions } from './use-run-actions';

/** The buttons of what this person may do with a run now. A replay sends to people again, so it asks first. */
export function RunActions({ run, viewer }: { run: ExportRun; viewer: Viewer }) {
  const { cancel, retry, replay } = useRunActions();
  const [asking, setAsking] = useState(false);
  const may = (action: ExportRun['actions'][number]) => run.actions.includes(action);
  const clock = { zone: viewer.timezone, hourCycle: viewer.hour_cycle };
  return (
    <>
      {may('cancel') ? <Button onClick={() => cancel(run)}>Cancel run</Button> : null}
      {may('retry') ? <Button onClick={() => retry(run)}>{retryLabel(run)}</Button> : null}
      {may('replay') ? <Button onClick={() => setAsking(true)}>Replay this occurrence…</Button> : null}
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

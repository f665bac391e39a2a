import { useId, useState } from 'react';
import { formatCount } from '@/components/format';
import { formatDate } from '@/components/format-time';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { CellNote } from '@/components/ui/table';
import { notify } from '@/components/ui/toaster';
import { useNow } from '@/components/use-now';
import type { ExportRun } from '@/export-runs/schema';
import type { Viewer } from '@/organizations/viewer';
import { useRevokeLink } from '../mutations';

type DeliveryLinkProps = { run: ExportRun; delivery: ExportRun['deliveries'][number]; viewer: Viewer };

/** A file that went as a link: whether it was opened, until when it works, and the way to end it. */
export function DeliveryLink({ run, delivery, viewer }: DeliveryLinkProps) {
  const [asking, setAsking] = useState(false);
  const revoke = useRevokeLink();
  const now = useNow() ?? new Date(0);
  const id = useId();

  const withdraw = () =>
    revoke.mutate(delivery.id, {
      onSuccess: () => {
        notify.success(`The link of ${delivery.label} no longer works`);
        // after the dialog gave the focus back to the button, which goes
        setTimeout(() => document.getElementById(id)?.focus());
      },
      onError: ({ message }) => notify.error(`The link of ${delivery.label} could not be withdrawn. ${message}`),
      onSettled: () => setAsking(false),
    });

  return (
    <>
      <CellNote id={id} tabIndex={-1} className="flex flex-wrap items-center gap-x-2 outline-none">
        {linkSentence(run, delivery, viewer, now)}
        {delivery.can_revoke_link ? (
          <Button
            size="sm"
            variant="ghost"
            className="-ml-2"
            aria-label={`Withdraw link of ${delivery.label}`}
            onClick={() => setAsking(true)}
          >
            Withdraw link
          </Button>
        ) : null}
      </CellNote>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Withdraw the link of ${delivery.label}?`}
        description="Whoever has it cannot download the file any more. A link that was withdrawn stays so."
        confirmLabel="Withdraw link"
        pending={revoke.isPending}
        onConfirm={withdraw}
      />
    </>
  );
}

function linkSentence(run: ExportRun, delivery: DeliveryLinkProps['delivery'], viewer: Viewer, now: Date): string {
  const opened = delivery.link_clicks === 0 ? 'not opened yet' : `opened ${formatCount(delivery.link_clicks, 'time')}`;
  const day = (instant: string) => formatDate(new Date(instant), viewer.timezone);
  if (delivery.link_revoked_at) return `By link, ${opened}, withdrawn on ${day(delivery.link_revoked_at)}.`;
  if (!delivery.link_expires_at) return '';
  const over = run.file?.status !== 'ready' || new Date(delivery.link_expires_at) <= now;
  return `By link, ${opened}, ${over ? 'expired on' : 'works until'} ${day(delivery.link_expires_at)}.`;
}

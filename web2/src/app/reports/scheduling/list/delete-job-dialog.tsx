import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { ScheduledExport } from '@/scheduled-exports/schema';

type DeleteJobDialogProps = {
  /** The job in question; null while nothing is asked. */
  job: ScheduledExport | null;
  pending: boolean;
  onConfirm: (job: ScheduledExport) => void;
  onClose: () => void;
};

export function DeleteJobDialog({ job, pending, onConfirm, onClose }: DeleteJobDialogProps) {
  return (
    <ConfirmDialog
      open={job !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Delete “${job?.name ?? ''}”?`}
      description="It stops now, and what is waiting to be sent is cancelled. Files already sent stay in the history."
      confirmLabel="Delete job"
      pending={pending}
      onConfirm={() => job && onConfirm(job)}
    />
  );
}

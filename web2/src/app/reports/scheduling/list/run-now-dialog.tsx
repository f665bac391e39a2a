import { formatCount } from '@/components/format';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { Viewer } from '@/organizations/viewer';
import type { ScheduledExport } from '@/scheduled-exports/schema';

const MANY = 20;

/** Whether running it now by mistake would bother others: it goes outside the person's own domain, or to over 20 people. */
export function asksBeforeRun(job: ScheduledExport, { user }: Viewer): boolean {
  const domain = (address: string) => address.split('@').at(-1)?.toLowerCase();
  const people = recipientsOf(job);
  return people.length > MANY || people.some((address) => domain(address) !== domain(user.email));
}

type RunNowDialogProps = {
  /** The job in question; null while nothing is asked. */
  job: ScheduledExport | null;
  onConfirm: (job: ScheduledExport) => void;
  onClose: () => void;
};

export function RunNowDialog({ job, onConfirm, onClose }: RunNowDialogProps) {
  const people = job ? recipientsOf(job) : [];
  return (
    <ConfirmDialog
      open={job !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Run “${job?.name ?? ''}” now?`}
      description={`It mails ${people.length === 1 ? people[0] : formatCount(people.length, 'recipient')}. The schedule goes on as before.`}
      confirmLabel="Run now"
      onConfirm={() => job && onConfirm(job)}
      tone="primary"
    />
  );
}

/** Each once, as they are mailed. */
const recipientsOf = ({ targets }: ScheduledExport): string[] => [
  ...new Set(targets.flatMap(({ method, to }) => (method === 'email' ? (to ?? []) : []))),
];

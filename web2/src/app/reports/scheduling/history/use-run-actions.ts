import { formatCount } from '@/components/format';
import { notify } from '@/components/ui/toaster';
import type { ExportRun } from '@/export-runs/schema';
import { useCancelRun, useReplayRun, useRetryRun } from '../run-mutations';
import { cancelledSentence, unsentCount } from '../sentences';

/** Leads to a run that was just made. */
export const openRun = ({ id }: Pick<ExportRun, 'id'>) => ({
  action: { label: 'Open the run', onPress: () => window.location.assign(`/reports/scheduling/runs/${id}`) },
});

/** What can be done with a run, each with its sentence; what was refused says why and can be tried again. */
export function useRunActions() {
  const canceling = useCancelRun();
  const retrying = useRetryRun();
  const replaying = useReplayRun();

  const refused = (run: ExportRun, word: string, again: () => void) => (error: Error) =>
    notify.error(`“${run.name}” could not be ${word}. ${error.message}`, {
      action: { label: 'Try again', onPress: again },
    });

  const cancel = (run: ExportRun) =>
    canceling.mutate(run, {
      onSuccess: (after) => notify.success(cancelledSentence(after)),
      onError: refused(run, 'cancelled', () => cancel(run)),
    });

  const retry = (run: ExportRun) => {
    const open = unsentCount(run);
    const what = open ? `: ${formatCount(open, 'delivery', 'deliveries')} tried again` : ' is tried again';
    retrying.mutate(run, {
      onSuccess: () => notify.success(`“${run.name}”${what}`),
      onError: refused(run, 'tried again', () => retry(run)),
    });
  };

  const replay = (run: ExportRun) =>
    replaying.mutate(run, {
      onSuccess: (made) => notify.success(`“${run.name}” is replayed`, openRun(made)),
      onError: refused(run, 'replayed', () => replay(run)),
    });

  return { cancel, retry, replay };
}

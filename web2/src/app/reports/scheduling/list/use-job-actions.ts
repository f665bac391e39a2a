import { notify } from '@/components/ui/toaster';
import type { ScheduledExport } from '@/scheduled-exports/schema';
import { openRun } from '../history/use-run-actions';
import { useDeleteScheduledExport, useSetScheduleStatus } from '../mutations';
import { useRunNow } from '../run-mutations';

/** What a row can do at once, each with its sentence and its way back. */
export function useJobActions() {
  const setStatus = useSetScheduleStatus();
  const remove = useDeleteScheduledExport();
  const runNow = useRunNow();

  const change = (schedule: ScheduledExport, status: 'paused' | 'active', undoing = false) => {
    const word = status === 'paused' ? 'paused' : 'resumed';
    const back = status === 'paused' ? 'active' : 'paused';
    // a stopped job was not paused, so resuming it has no way back
    const undo = !undoing && schedule.status !== 'failed' ? { onUndo: () => change(schedule, back, true) } : {};
    setStatus.mutate(
      { schedule, status },
      {
        onSuccess: () => notify.success(`“${schedule.name}” ${word}`, undo),
        onError: (error) =>
          notify.error(`“${schedule.name}” could not be ${word}. ${error.message}`, {
            action: { label: 'Try again', onPress: () => change(schedule, status, undoing) },
          }),
      },
    );
  };

  const run = (schedule: ScheduledExport) =>
    runNow.mutate(schedule, {
      onSuccess: (made) => notify.success(`“${schedule.name}” runs now`, openRun(made)),
      onError: (error) =>
        notify.error(`“${schedule.name}” could not be run. ${error.message}`, {
          action: { label: 'Try again', onPress: () => run(schedule) },
        }),
    });

  const destroy = async (schedule: ScheduledExport): Promise<boolean> => {
    try {
      await remove.mutateAsync(schedule.id);
      notify.success(`“${schedule.name}” deleted`);
      return true;
    } catch (error) {
      const why = error instanceof Error ? error.message : '';
      notify.error(`“${schedule.name}” could not be deleted. ${why}`);
      return false;
    }
  };

  return {
    run,
    pause: (schedule: ScheduledExport) => change(schedule, 'paused'),
    resume: (schedule: ScheduledExport) => change(schedule, 'active'),
    destroy,
    isDeleting: remove.isPending,
  };
}

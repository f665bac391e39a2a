import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ExportRun } from '@/export-runs/schema';
import type { ScheduledExport } from '@/scheduled-exports/schema';
import { askApi } from './api';
import { refresh } from './mutations';
import { newKey } from './new-key';
import { keys, type Page } from './queries';

/** What people do with runs. */

export const useCancelRun = () => useRunVerb('cancel', cancelled);
export const useRetryRun = () => useRunVerb('retry', triedAgain);

/** Every cached list and page shows at once what will become of the run, and shows the old state again when it is refused. */
function useRunVerb(verb: 'cancel' | 'retry', expected: (run: ExportRun) => Partial<ExportRun>) {
  const client = useQueryClient();
  const runs = { queryKey: keys.exportRuns };
  return useMutation({
    mutationFn: (run: ExportRun) => askApi<ExportRun>(`/api/export-runs/${run.id}/${verb}`, { method: 'POST' }),
    onMutate: async (run) => {
      await client.cancelQueries(runs);
      const before = client.getQueriesData<Cached>(runs);
      const after = { ...run, ...expected(run), actions: [] };
      client.setQueriesData<Cached>(runs, (cached) => cached && withRun(cached, after));
      return before;
    },
    onError: (_error, _run, before) => {
      for (const [key, cached] of before ?? []) client.setQueryData(key, cached);
    },
    onSettled: () => refresh(client),
  });
}

type Cached = Page<ExportRun> | ExportRun;

function withRun(cached: Cached, run: ExportRun): Cached {
  if ('next_cursor' in cached) return { ...cached, data: cached.data.map((row) => (row.id === run.id ? run : row)) };
  return cached.id === run.id ? run : cached;
}

const cancelled = ({ status }: ExportRun): Partial<ExportRun> =>
  status === 'waiting' || status === 'queued' ? { status: 'cancelled', reason: 'cancelled' } : { stopping: true };

function triedAgain({ deliveries }: ExportRun): Partial<ExportRun> {
  const error = { error_code: null, error_message: null };
  if (!deliveries.length) return { ...error, status: 'queued', attempt: 0 };
  const open = deliveries.map((each) =>
    ['sent', 'suppressed'].includes(each.status) ? each : { ...each, ...error, status: 'pending' as const, attempt: 0 },
  );
  return { ...error, status: 'delivering', deliveries: open };
}

export function useReplayRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (run: ExportRun) => askForRun(`/api/export-runs/${run.id}/replay`),
    onSuccess: () => refresh(client),
  });
}

export function useRunNow() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (job: ScheduledExport) => askForRun(`/api/scheduled-exports/${job.id}/run`),
    onSuccess: () => refresh(client),
  });
}

const askForRun = (path: string) =>
  askApi<ExportRun>(path, { method: 'POST', headers: { 'idempotency-key': newKey() } });

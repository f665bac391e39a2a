import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import type { NotificationSettings, NotificationSettingsInput } from '@/notifications/schema';
import type { ScheduledExport, ScheduledExportInput, ScheduledExportPatch } from '@/scheduled-exports/schema';
import { askApi } from './api';
import { keys, type Page } from './queries';

const path = (id: string) => `/api/scheduled-exports/${id}`;

/** Schedules and runs belong together: a change of one shows in the other. */
export async function refresh(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: keys.scheduledExports }),
    client.invalidateQueries({ queryKey: keys.exportRuns }),
  ]);
}

/** `idempotencyKey` is made once per form draft, so that a second press or a retry never schedules twice. */
export function useCreateScheduledExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ input, idempotencyKey }: { input: ScheduledExportInput; idempotencyKey: string }) =>
      askApi<ScheduledExport>('/api/scheduled-exports', {
        method: 'POST',
        body: input,
        headers: { 'idempotency-key': idempotencyKey },
      }),
    onSuccess: () => refresh(client),
  });
}

/** Fails with `precondition_failed` when somebody saved a newer version meanwhile. */
export function useUpdateScheduledExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, patch }: { id: string; version: number; patch: ScheduledExportPatch }) =>
      askApi<ScheduledExport>(path(id), { method: 'PATCH', body: patch, headers: { 'if-match': `"${version}"` } }),
    onSuccess: () => refresh(client),
  });
}

export type PauseOrResume = { schedule: ScheduledExport; status: 'paused' | 'active' };

/** Pauses or resumes. Every cached list shows it at once, and shows the old state again when it is refused. */
export function useSetScheduleStatus() {
  const client = useQueryClient();
  const lists = { queryKey: keys.scheduledExports };
  return useMutation({
    mutationFn: ({ schedule, status }: PauseOrResume) =>
      askApi<ScheduledExport>(path(schedule.id), { method: 'PATCH', body: { status } }),
    onMutate: async ({ schedule, status }) => {
      await client.cancelQueries(lists);
      const before = client.getQueriesData<Page<ScheduledExport>>(lists);
      client.setQueriesData<Page<ScheduledExport>>(lists, (page) => page && withStatus(page, schedule.id, status));
      return before;
    },
    onError: (_error, _variables, before) => {
      for (const [key, page] of before ?? []) client.setQueryData(key, page);
    },
    onSettled: () => refresh(client),
  });
}

function withStatus(page: Page<ScheduledExport>, id: string, status: 'paused' | 'active'): Page<ScheduledExport> {
  const changed = { status, status_reason: null, next_run_at: null, runs_at: null, next_run_note: null };
  return { ...page, data: page.data.map((row) => (row.id === id ? { ...row, ...changed } : row)) };
}

export function useDeleteScheduledExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => askApi<void>(path(id), { method: 'DELETE' }),
    onSuccess: () => refresh(client),
  });
}

/** Withdraws the link that a delivery brought; there is no way back. */
export function useRevokeLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (deliveryId: string) =>
      askApi<void>(`/api/export-deliveries/${deliveryId}/revoke-link`, { method: 'POST' }),
    onSuccess: () => refresh(client),
  });
}

/** Saves some boxes of the matrix. They change at once, and change back when the server refuses. */
export function useSaveNotificationSettings() {
  const client = useQueryClient();
  const queryKey = keys.notificationSettings;
  return useMutation({
    mutationKey: queryKey,
    // one after the other, so that a later box never loses to an earlier answer
    scope: { id: 'notification-settings' },
    mutationFn: (settings: NotificationSettingsInput['settings']) =>
      askApi<NotificationSettings>('/api/notification-settings', { method: 'PUT', body: { settings } }),
    onMutate: async (settings) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData<NotificationSettings>(queryKey);
      client.setQueryData<NotificationSettings>(queryKey, (now) => now && merged(now, settings));
      return before;
    },
    onError: (_error, _settings, before) => client.setQueryData(queryKey, before),
    // not while another box is still being saved: the answer would not know of it
    onSettled: () =>
      client.isMutating({ mutationKey: queryKey }) === 1 ? client.invalidateQueries({ queryKey }) : undefined,
  });
}

function merged(now: NotificationSettings, changes: NotificationSettingsInput['settings']): NotificationSettings {
  const settings = { ...now.settings };
  for (const [event, channels] of Object.entries(changes) as [keyof typeof settings, object][]) {
    settings[event] = { ...settings[event], ...channels };
  }
  return { ...now, settings };
}

import { keepPreviousData, type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { ExportRun, RunStatus } from '@/export-runs/schema';
import type { NotificationSettings } from '@/notifications/schema';
import type { PreviewRequest as PreviewInput, ReportPreview } from '@/reports/preview';
import type { Report } from '@/reports/schema';
import type { ScheduledExport, ScheduleStatus } from '@/scheduled-exports/schema';
import { askApi } from './api';
import { useDebounced } from './use-debounced';

export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

export interface ScheduledExportFilters {
  status?: ScheduleStatus | null;
  q?: string;
  sort?: 'next_run_at' | 'name' | '-created_at';
  limit?: number;
  cursor?: string | undefined;
}

export interface ExportRunFilters {
  scheduled_export_id?: string | null;
  status?: RunStatus | null;
  trigger?: ExportRun['trigger'] | null;
  limit?: number;
  cursor?: string | undefined;
}

/** `text` is a phrase, `recurrence` a cron expression or RRULE; one of them. Instants are ISO 8601. */
export interface PreviewRequest {
  recurrence?: string;
  text?: string;
  timezone: string;
  starts_at?: string | null;
  ends_at?: string | null;
  on_holidays?: ScheduledExport['on_holidays'];
}

export interface Preview {
  recurrence: string;
  description: string;
  timezone: string;
  occurrences: { at: string; local: string; offset: string; note?: string }[];
}

const FAST = 2_000;
const SLOW = 15_000;
const PREVIEW_DELAY = 250;
const REPORT_PREVIEW_DELAY = 400;

/** Beginnings of keys: invalidating one reaches every page and filter below it. */
export const keys = {
  scheduledExports: ['scheduled-exports', 'list'] as const,
  exportRuns: ['export-runs'] as const,
  notificationSettings: ['notification-settings'] as const,
};

const WORKING: readonly RunStatus[] = ['queued', 'running', 'delivering'];

/** Whether a run is on its way: its row changes by itself. */
export const isWorking = (run: { status: RunStatus }): boolean => WORKING.includes(run.status);

const pace = (working: boolean | undefined) => (working ? FAST : SLOW);

/** A page of schedules; asked again every 2 s while one of them runs, else every 15 s, only while the tab is seen. */
export function useScheduledExports(filters: ScheduledExportFilters) {
  return useQuery({
    queryKey: [...keys.scheduledExports, filters],
    queryFn: ({ signal }) => askApi<Page<ScheduledExport>>('/api/scheduled-exports', { query: { ...filters }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => pace(state.data?.data.some(({ last_run }) => last_run && isWorking(last_run))),
  });
}

/** All schedules by name, for choosing one; not asked again while the page is looked at. */
export function useScheduleNames() {
  return useQuery({
    queryKey: [...keys.scheduledExports, 'names'],
    queryFn: ({ signal }) =>
      askApi<Page<ScheduledExport>>('/api/scheduled-exports', { query: { sort: 'name', limit: 200 }, signal }),
    staleTime: 60_000,
    select: ({ data }) => data.map(({ id, name }) => ({ id, name })),
  });
}

/** One schedule as it is saved now; asked again only on purpose, so that it never changes under a person who edits it. */
export function useScheduledExport(id: string | null) {
  return useQuery({
    queryKey: ['scheduled-export', id],
    queryFn: ({ signal }) => askApi<ScheduledExport>(`/api/scheduled-exports/${id}`, { signal }),
    enabled: id !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The reports that the person may read; asked again, in the background, whenever the form is opened or the tab is returned to. */
export function useReports() {
  return useQuery({
    queryKey: ['reports', 'list'],
    queryFn: ({ signal }) => askApi<Page<Report>>('/api/reports', { signal }),
    staleTime: 0,
    select: (page) => page.data,
  });
}

/** A report with the values that its text columns hold. */
export function useReport(reportType: string | null) {
  return useQuery({
    queryKey: ['reports', 'one', reportType],
    queryFn: ({ signal }) => askApi<Report>(`/api/reports/${reportType}`, { signal }),
    enabled: Boolean(reportType),
    staleTime: 60_000,
  });
}

export type ReportPreviewRequest = Pick<PreviewInput, 'filters' | 'columns' | 'sort' | 'row_limit' | 'timezone'>;

/** The first rows of a report and their count, 400 ms after the last change; the old answer stays until then (`isSettled` is false). */
export function useReportPreview(reportType: string, request: ReportPreviewRequest | null) {
  const wanted = JSON.stringify(request);
  const settled = useDebounced(wanted, REPORT_PREVIEW_DELAY);
  const body = JSON.parse(settled) as ReportPreviewRequest | null;
  const query = useQuery({
    queryKey: ['report-preview', reportType, body],
    queryFn: ({ signal }) =>
      askApi<ReportPreview>(`/api/reports/${reportType}/preview`, { method: 'POST', body, signal }),
    // never rows of another report
    placeholderData: (before, query) => (query?.queryKey[1] === reportType ? before : undefined),
    enabled: body !== null,
    staleTime: 60_000,
    retry: false,
  });
  return { ...query, isSettled: settled === wanted && !query.isPlaceholderData };
}

/** A page of runs, newest first; asked again every 2 s while one is on its way, else every 15 s. */
export function useExportRuns(filters: ExportRunFilters) {
  return useQuery({
    queryKey: [...keys.exportRuns, 'list', filters],
    queryFn: ({ signal }) => askApi<Page<ExportRun>>('/api/export-runs', { query: { ...filters }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => pace(state.data?.data.some(isWorking)),
  });
}

export function useExportRun(id: string) {
  return useQuery({
    queryKey: [...keys.exportRuns, 'one', id],
    queryFn: ({ signal }) => askApi<ExportRun>(`/api/export-runs/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? FAST : false),
  });
}

export function useNotificationSettings() {
  return useQuery({
    queryKey: keys.notificationSettings,
    queryFn: ({ signal }) => askApi<NotificationSettings>('/api/notification-settings', { signal }),
    staleTime: 60_000,
  });
}

const preview = (request: PreviewRequest) =>
  queryOptions({
    queryKey: ['recurrence-preview', request],
    queryFn: ({ signal }) =>
      askApi<Preview>('/api/recurrences/preview', { method: 'POST', body: { ...request, count: 5 }, signal }),
    staleTime: 60_000,
    retry: false,
  });

/** What a recurrence will do, 250 ms after its last change; the old answer stays until then (`isSettled` is false). */
export function useRecurrencePreview(request: PreviewRequest) {
  const wanted = JSON.stringify(request);
  const settled = useDebounced(wanted, PREVIEW_DELAY);
  const settledRequest = JSON.parse(settled) as PreviewRequest;
  const query = useQuery({
    ...preview(settledRequest),
    placeholderData: keepPreviousData,
    enabled: Boolean(settledRequest.recurrence?.trim() || settledRequest.text?.trim()),
  });
  return { ...query, isSettled: settled === wanted && !query.isPlaceholderData };
}

/** The same answer, now: for saving before the debounce has passed. @throws ApiError */
export function fetchPreview(client: QueryClient, request: PreviewRequest): Promise<Preview> {
  return client.fetchQuery(preview(request));
}

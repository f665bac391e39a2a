import type { ExportRun, RunAction } from '@/export-runs/schema';
import type { NotificationSettings } from '@/notifications/schema';
import { notificationSettingsInputSchema } from '@/notifications/schema';
import type { OrganizationCalendar } from '@/organizations/calendar-schema';
import type { Report } from '@/reports/schema';
import type { ScheduledExport } from '@/scheduled-exports/schema';
import { scheduledExportInputSchema, scheduledExportPatchSchema } from '@/scheduled-exports/schema';
import type { Preview, ReportPreviewRequest } from '../queries';
import { CALENDAR, idOf, job, NOW, ORGANIZATION_ID, REPORTS, run, SETTINGS } from './fixtures';

/** What the far side of `fetch` holds; tests change it while the widgets look at it. */
export interface FakeApi {
  jobs: ScheduledExport[];
  runs: ExportRun[];
  reports: Report[];
  settings: NotificationSettings;
  calendar: OrganizationCalendar;
  /** Answers of POST /api/recurrences/preview, by the text or recurrence asked for; a string is refused with it. */
  previews: Record<string, Partial<Preview> | string>;
  /** Answers instead of the routes below, first match wins: "GET /api/reports" and what to do. */
  instead: Record<string, () => Response | Promise<Response>>;
  /** Every request, oldest first. */
  calls: { method: string; path: string; query: Record<string, string>; body: unknown; headers: Headers }[];
}

export function createFakeApi(state: Partial<FakeApi> = {}): FakeApi {
  return {
    jobs: [],
    runs: [],
    reports: REPORTS,
    settings: SETTINGS,
    calendar: CALENDAR,
    previews: {},
    instead: {},
    calls: [],
    ...state,
  };
}

export const json = (body: unknown, status = 200): Response => Response.json(body, { status });

export const problem = (status: number, code: string, detail: string, errors?: { path: string; message: string }[]) =>
  Response.json(
    { type: 'about:blank', title: code, status, code, detail, request_id: 'req-7f3a', ...(errors && { errors }) },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );

/** Never answers, as a server that is slow. */
export const silence = () => new Promise<Response>(() => {});

/** A stand-in for `fetch`: the routes of the API over `api`, with the real schemas reading what is sent. */
export function fetchFrom(api: FakeApi) {
  return async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input instanceof Request ? input.url : input), 'http://localhost');
    const method = init.method ?? 'GET';
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const query = Object.fromEntries(url.searchParams);
    api.calls.push({ method, path: url.pathname, query, body, headers: new Headers(init.headers) });
    // as a network does: nothing is answered at once
    await new Promise((resolve) => setTimeout(resolve, 1));
    const instead = api.instead[`${method} ${url.pathname}`];
    if (instead) return instead();
    const [, , resource = '', id, verb] = url.pathname.split('/');
    return route(api, { method, resource, id, verb, query, body });
  };
}

interface Asked {
  method: string;
  resource: string;
  id: string | undefined;
  verb: string | undefined;
  query: Record<string, string>;
  body: unknown;
}

function route(api: FakeApi, { method, resource, id, verb, query, body }: Asked): Response {
  const missing = problem(404, 'not_found', 'There is no such thing, or you may not see it.');
  if (method === 'DELETE' && resource === 'calendar') {
    const blackout_dates = api.calendar.blackout_dates.filter((row) => row.id !== verb);
    api.calendar = { ...api.calendar, blackout_dates };
    return new Response(null, { status: 204 });
  }
  switch (`${method} ${resource}${id ? '/:id' : ''}${verb ? `/${verb}` : ''}`) {
    case 'GET scheduled-exports':
      return page(
        api.jobs.filter((row) => matches(row, query)),
        query,
      );
    case 'POST scheduled-exports':
      return create(api, body);
    case 'GET scheduled-exports/:id':
      return found(api.jobs, id) ? json(found(api.jobs, id)) : missing;
    case 'PATCH scheduled-exports/:id':
      return patch(api, id, body) ?? missing;
    case 'DELETE scheduled-exports/:id':
      api.jobs = api.jobs.filter((row) => row.id !== id);
      return new Response(null, { status: 204 });
    case 'GET export-runs':
      return page(
        api.runs.filter((row) => matches(row, query)),
        query,
      );
    case 'GET export-runs/:id':
      return found(api.runs, id) ? json(found(api.runs, id)) : missing;
    case 'POST scheduled-exports/:id/run':
      return askedFor(api, found(api.jobs, id)?.name, { trigger: 'manual', scheduled_export_id: id ?? '' }) ?? missing;
    case 'POST export-runs/:id/replay': {
      const { name, scheduled_for, scheduled_export_id } = found(api.runs, id) ?? run(0);
      return askedFor(api, name, { trigger: 'replay', scheduled_for, scheduled_export_id }) ?? missing;
    }
    case 'POST export-runs/:id/cancel':
      return become(api, id, 'cancel', { status: 'cancelled', reason: 'cancelled', actions: ['replay'] });
    case 'POST export-runs/:id/retry':
      return become(api, id, 'retry', { ...TRIED_AGAIN, status: found(api.runs, id)?.file ? 'delivering' : 'queued' });
    case 'GET reports':
      return json({ data: api.reports, next_cursor: null });
    case 'GET reports/:id':
      return json(api.reports.find((report) => report.report_type === id) ?? null);
    case 'POST reports/:id/preview':
      return reportPreview(api, id, body as ReportPreviewRequest);
    case 'GET notification-settings':
      return json(api.settings);
    case 'PUT notification-settings':
      return save(api, body);
    case 'GET calendar':
      return json(api.calendar);
    case 'PATCH calendar':
      api.calendar = { ...api.calendar, ...(body as object) };
      return json(api.calendar);
    case 'GET calendar/:id':
      return json({
        data: [
          { code: 'DE', name: 'Germany' },
          { code: 'US', name: 'United States of America' },
        ],
      });
    case 'POST calendar/:id':
      return addDays(api, body as { name: string; starts_on: string; ends_on?: string });
    case 'POST recurrences/:id':
      return preview(api, body as { recurrence?: string; text?: string; timezone: string });
    default:
      return missing;
  }
}

const TRIED_AGAIN = {
  error_code: null,
  error_message: null,
  attempt: 0,
  retried_at: NOW.toISOString(),
  actions: ['cancel'],
} satisfies Partial<ExportRun>;

function become(api: FakeApi, id: string | undefined, action: RunAction, changes: Partial<ExportRun>): Response {
  const before = found(api.runs, id);
  if (!before?.actions.includes(action)) return problem(409, 'conflict', 'The run is over.');
  const after = { ...before, ...changes };
  api.runs = api.runs.map((row) => (row.id === id ? after : row));
  return json(after);
}

function askedFor(api: FakeApi, name: string | undefined, changes: Partial<ExportRun>): Response | undefined {
  if (name === undefined) return undefined;
  const made = run(900 + api.runs.length, {
    ...{ name, requested_by_name: 'Ana Ruiz', status: 'queued', actions: ['cancel'] },
    ...{ file: null, deliveries: [], started_at: null, finished_at: null },
    ...changes,
  });
  api.runs = [made, ...api.runs];
  return json(made, 201);
}

function addDays(
  api: FakeApi,
  { name, starts_on, ends_on = starts_on }: { name: string; starts_on: string; ends_on?: string },
) {
  if (ends_on < starts_on) {
    const message = 'The last day must not be before the first.';
    return problem(400, 'invalid_request', message, [{ path: 'ends_on', message }]);
  }
  const row = { id: idOf('blackout', 100 + api.calls.length), name, starts_on, ends_on };
  api.calendar = { ...api.calendar, blackout_dates: [...api.calendar.blackout_dates, row] };
  return json(row, 201);
}

const found = <T extends { id: string }>(rows: T[], id: string | undefined) => rows.find((row) => row.id === id);

function matches(
  row: ScheduledExport | ExportRun,
  { status, trigger, q, scheduled_export_id }: Record<string, string>,
): boolean {
  if (status && row.status !== status) return false;
  if (trigger && 'trigger' in row && row.trigger !== trigger) return false;
  if (q && !row.name.toLowerCase().includes(q.toLowerCase())) return false;
  return !scheduled_export_id || ('scheduled_export_id' in row && row.scheduled_export_id === scheduled_export_id);
}

/** The cursor is the number of rows before the page. */
function page(rows: unknown[], { limit = '50', cursor = '0' }: Record<string, string>): Response {
  const end = Number(cursor) + Number(limit);
  return json({ data: rows.slice(Number(cursor), end), next_cursor: rows.length > end ? String(end) : null });
}

function create(api: FakeApi, body: unknown): Response {
  const input = scheduledExportInputSchema.safeParse(body);
  if (!input.success) return refused(input.error.issues);
  const made = { ...job(api.jobs.length + 1), ...definedOnly(input.data), id: idOf('job', 900 + api.jobs.length) };
  api.jobs = [made as ScheduledExport, ...api.jobs];
  return json(made, 201);
}

function patch(api: FakeApi, id: string | undefined, body: unknown): Response | undefined {
  const input = scheduledExportPatchSchema.safeParse(body);
  if (!input.success) return refused(input.error.issues);
  const before = found(api.jobs, id);
  if (!before) return undefined;
  const after = { ...before, ...definedOnly(input.data), version: before.version + 1 } as ScheduledExport;
  api.jobs = api.jobs.map((row) => (row.id === id ? after : row));
  return json(after);
}

function save(api: FakeApi, body: unknown): Response {
  const input = notificationSettingsInputSchema.safeParse(body);
  if (!input.success) return refused(input.error.issues);
  const settings = { ...api.settings.settings };
  for (const [event, channels] of Object.entries(input.data.settings) as [keyof typeof settings, object][]) {
    settings[event] = { ...settings[event], ...channels };
  }
  api.settings = { organization_id: ORGANIZATION_ID, settings };
  return json(api.settings);
}

/** Five Mondays that follow, at nine in New York and fifteen in Berlin, unless the test says otherwise. */
function preview(
  api: FakeApi,
  { recurrence, text, timezone }: { recurrence?: string; text?: string; timezone: string },
) {
  const asked = text ?? recurrence ?? '';
  const known = api.previews[asked];
  if (typeof known === 'string') {
    const path = text === undefined ? 'recurrence' : 'text';
    return problem(400, 'invalid_request', `${path}: ${known}`, [{ path, message: known }]);
  }
  const week = 7 * 86_400_000;
  const first = new Date(NOW.getTime() + week - 30 * 60_000);
  const occurrences = Array.from({ length: 5 }, (_, i) => {
    const at = new Date(first.getTime() + i * week);
    return {
      at: at.toISOString(),
      local: new Date(at.getTime() - 5 * 3_600_000).toISOString().slice(0, 16),
      offset: '-05:00',
    };
  });
  return json({
    recurrence: recurrence ?? '0 9 * * 1',
    description: 'Every Monday at 09:00',
    timezone,
    occurrences,
    ...known,
  });
}

/** Twelve of 1,284 rows, with the columns that were asked for. */
function reportPreview(api: FakeApi, reportType: string | undefined, { columns, timezone }: ReportPreviewRequest) {
  const report = api.reports.find((each) => each.report_type === reportType);
  const shown = (columns ?? report?.columns.map(({ name }) => name) ?? []).flatMap(
    (name) => report?.columns.find((column) => column.name === name) ?? [],
  );
  const cells = { number: 12, boolean: true, date: '2026-11-20', timestamp: '2026-11-20T08:00:00+00:00' } as const;
  const row = (n: number) =>
    Object.fromEntries(
      shown.map(({ name, label, type }) => [name, cells[type as keyof typeof cells] ?? `${label} ${n}`]),
    );
  const rows = Array.from({ length: 12 }, (_, n) => row(n + 1));
  return json({
    ...{ report_type: reportType, as_of: NOW.toISOString(), timezone, columns: shown, rows, truncated: false },
    ...{ row_count: 1284, row_count_is_exact: true, period: null },
  });
}

const refused = (issues: readonly { path: PropertyKey[]; message: string }[]) =>
  problem(
    400,
    'invalid_request',
    'Some fields need a change.',
    issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  );

const definedOnly = (input: object) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

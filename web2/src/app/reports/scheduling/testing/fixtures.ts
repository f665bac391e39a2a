import type { ExportRun } from '@/export-runs/schema';
import { NOTIFICATION_EVENT_IDS, notificationEvent } from '@/notifications/catalogue';
import type { NotificationSettings } from '@/notifications/schema';
import type { OrganizationCalendar } from '@/organizations/calendar-schema';
import type { Viewer } from '@/organizations/viewer';
import type { Report } from '@/reports/schema';
import type { ScheduledExport } from '@/scheduled-exports/schema';

/** Rows as the API answers them, for tests and stories. Instants are relative to this one. */
export const NOW = new Date('2026-11-23T14:30:00Z');

export const ORGANIZATION_ID = 'de300000-0000-4000-8000-000000000001';
const OWNER_ID = 'a0a0a0a0-0000-4000-8000-000000000001';

/** The n-th id of a kind. */
export const idOf = (kind: 'job' | 'run' | 'delivery' | 'blackout', n: number) => {
  const prefix = { job: '10000000', run: '20000000', delivery: '30000000', blackout: '40000000' }[kind];
  return `${prefix}-0000-4000-8000-${String(n).padStart(12, '0')}`;
};

export const ago = (minutes: number, from = NOW) => new Date(from.getTime() - minutes * 60_000).toISOString();
export const ahead = (minutes: number, from = NOW) => ago(-minutes, from);

export const VIEWER: Viewer = {
  user: { id: OWNER_ID, email: 'ana@northwind.example', display_name: 'Ana Ruiz' },
  organization: { id: ORGANIZATION_ID, name: 'Northwind', role: 'admin', timezone: 'America/New_York' },
  organizations: [{ id: ORGANIZATION_ID, name: 'Northwind', role: 'admin', timezone: 'America/New_York' }],
  timezone: 'Europe/Berlin',
  hour_cycle: 'h23',
};

export function job(n: number, changes: Partial<ScheduledExport> = {}): ScheduledExport {
  const { next_run_at = ahead(7 * 24 * 60 - 30) } = changes;
  return {
    id: idOf('job', n),
    organization_id: ORGANIZATION_ID,
    owner_id: OWNER_ID,
    owner_name: 'Ana Ruiz',
    can_edit: true,
    name: `Job ${n}`,
    report_type: 'compliance_summary',
    filters: {},
    columns: null,
    sort: [],
    row_limit: null,
    format: 'csv',
    format_options: {},
    compression: 'none',
    has_archive_password: false,
    file_name_template: null,
    recurrence: '0 9 * * 1',
    recurrence_description: 'Every Monday at 09:00',
    timezone: 'America/New_York',
    starts_at: null,
    ends_at: null,
    on_holidays: 'run',
    targets: [{ method: 'email', to: ['ana@northwind.example', 'jo@northwind.example', 'board@northwind.example'] }],
    delivery_method: 'email',
    email: null,
    catch_up: 'latest',
    catch_up_window_hours: 24,
    when_empty: 'send',
    when_unchanged: 'send',
    status: 'active',
    status_reason: null,
    next_run_at,
    runs_at: next_run_at,
    next_run_note: null,
    consecutive_failures: 0,
    last_run: null,
    version: 1,
    created_at: ago(60 * 24 * 30),
    updated_at: ago(60 * 24 * 30),
    ...changes,
  };
}

export function lastRun(n: number, changes: Partial<NonNullable<ScheduledExport['last_run']>> = {}) {
  return {
    id: idOf('run', n),
    status: 'succeeded' as const,
    reason: null,
    scheduled_for: ago(180),
    started_at: ago(180),
    finished_at: ago(179),
    progress_rows: 1284,
    error_code: null,
    error_message: null,
    deliveries_total: 3,
    deliveries_sent: 3,
    ...changes,
  };
}

const sha256 = '3f9a1c0de4b75a8812ef0090ab34cd56ef7890123456789abcdef0123456e1';

export function delivery(n: number, changes: Partial<ExportRun['deliveries'][number]> = {}) {
  return {
    id: idOf('delivery', n),
    method: 'email',
    label: `person${n}@northwind.example`,
    status: 'sent' as const,
    attempt: 1,
    error_code: null,
    error_message: null,
    sent_at: ago(179),
    ...{ link_expires_at: null, link_revoked_at: null, link_clicks: 0, can_revoke_link: false },
    ...changes,
  };
}

export function run(n: number, changes: Partial<ExportRun> = {}): ExportRun {
  return {
    id: idOf('run', n),
    organization_id: ORGANIZATION_ID,
    scheduled_export_id: idOf('job', n),
    name: `Job ${n}`,
    report_type: 'compliance_summary',
    format: 'csv',
    timezone: 'America/New_York',
    scheduled_for: ago(180),
    period_start: null,
    period_end: null,
    trigger: 'schedule',
    status: 'succeeded',
    reason: null,
    stopping: false,
    requested_by_name: null,
    retried_at: null,
    retried_by_name: null,
    attempt: 1,
    holiday: null,
    moved_to: null,
    late_seconds: null,
    missed_count: 0,
    progress_rows: 1284,
    error_code: null,
    error_message: null,
    started_at: ago(180),
    finished_at: new Date(NOW.getTime() - 180 * 60_000 + 4_200).toISOString(),
    created_at: ago(181),
    file: {
      name: 'compliance_summary_2026-11-23.csv',
      status: 'ready',
      row_count: 1284,
      byte_size: 212_400,
      sha256: `${sha256}ab`,
      truncated: false,
      notes: [],
      expires_at: ahead(30 * 24 * 60),
    },
    deliveries: [delivery(1), delivery(2), delivery(3)],
    actions: ['replay'],
    ...changes,
  };
}

export const CALENDAR: OrganizationCalendar = {
  organization_id: ORGANIZATION_ID,
  can_edit: true,
  holiday_country: 'US',
  blackout_dates: [
    { id: idOf('blackout', 1), name: 'Winter break', starts_on: '2026-12-24', ends_on: '2027-01-01' },
    { id: idOf('blackout', 2), name: 'Stocktaking', starts_on: '2027-03-31', ends_on: '2027-03-31' },
  ],
  public_holidays: [
    { date: '2026-11-26', name: 'Thanksgiving Day' },
    { date: '2026-12-25', name: 'Christmas Day' },
    { date: '2027-01-01', name: "New Year's Day" },
  ],
};

export const REPORTS: Report[] = [
  {
    report_type: 'compliance_summary',
    title: 'Compliance summary',
    description: 'Outcomes, pass rate and open findings by region, framework, control family and month.',
    columns: [
      { name: 'region', label: 'Region', description: '', type: 'text', values: ['APAC', 'EMEA', 'LATAM', 'US'] },
      { name: 'control', label: 'Control', description: '', type: 'text' },
      { name: 'month', label: 'Month', description: 'First day of the month of the assessments.', type: 'date' },
      { name: 'assessments', label: 'Assessments', description: '', type: 'number' },
      { name: 'automated', label: 'Automated', description: 'Whether a machine checked.', type: 'boolean' },
      { name: 'recorded_at', label: 'Recorded at', description: '', type: 'timestamp' },
    ],
  },
  {
    report_type: 'open_findings',
    title: 'Open findings',
    description: 'What is still to be mended, with its owner, due date and age.',
    columns: [
      { name: 'severity', label: 'Severity', description: '', type: 'text', values: ['high', 'low', 'medium'] },
      { name: 'due_on', label: 'Due on', description: '', type: 'date' },
    ],
  },
];

export const SETTINGS: NotificationSettings = {
  organization_id: ORGANIZATION_ID,
  settings: Object.fromEntries(
    NOTIFICATION_EVENT_IDS.map((event) => {
      const on = notificationEvent(event).defaults;
      return [event, { in_app: on.includes('in_app'), email: on.includes('email') }];
    }),
  ) as NotificationSettings['settings'],
};

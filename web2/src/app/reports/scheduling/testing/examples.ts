import { ago, ahead, delivery, idOf, job, lastRun, run } from './fixtures';

const LONG =
  'Quarterly control assessments archive for the Datenschutzgrundverordnungskonformitätsprüfung of every subsidiary in EMEA';
const TIMEOUT = 'The report took too long. Shorten the period or add a filter.';

/** Jobs in every state that the list knows. */
export const JOBS = [
  job(1, { name: 'US compliance summary', next_run_at: ahead(14), last_run: lastRun(1) }),
  job(2, {
    name: 'Open findings, EMEA',
    report_type: 'open_findings',
    recurrence: '30 7 * * 1-5',
    recurrence_description: 'Weekdays at 07:30',
    timezone: 'Europe/Berlin',
    next_run_at: ahead(16 * 60),
    consecutive_failures: 0,
    last_run: lastRun(2, {
      status: 'partially_delivered',
      deliveries_total: 5,
      deliveries_sent: 4,
      finished_at: ago(600),
    }),
    owner_name: 'Jo Park',
  }),
  job(3, {
    name: 'Evidence log, hourly',
    recurrence: '0 * * * *',
    recurrence_description: 'Every hour',
    timezone: 'UTC',
    next_run_at: ahead(30),
    targets: [{ method: 'download' }],
    last_run: lastRun(3, { status: 'running', finished_at: null, progress_rows: 412_008, deliveries_total: 0 }),
    owner_name: 'Sam Okafor',
  }),
  job(4, {
    name: 'Findings by owner',
    report_type: 'open_findings',
    consecutive_failures: 2,
    last_run: lastRun(4, { status: 'failed', error_message: TIMEOUT, deliveries_total: 0, finished_at: ago(95) }),
  }),
  job(5, {
    name: LONG,
    status: 'failed',
    status_reason: 'too_many_failures',
    consecutive_failures: 5,
    recurrence: '0 18 LW * *',
    recurrence_description: 'The last business day of the month at 18:00',
    timezone: 'Europe/London',
    next_run_at: null,
    last_run: lastRun(5, { status: 'failed', error_message: TIMEOUT, deliveries_total: 0, finished_at: ago(60 * 30) }),
  }),
  job(6, {
    name: 'Board pack',
    format: 'json',
    status: 'paused',
    recurrence_description: 'Day 1 of January, April, July and October at 08:00',
    timezone: 'Asia/Tokyo',
    next_run_at: null,
    last_run: lastRun(6, { status: 'skipped', reason: 'empty', deliveries_total: 0, finished_at: ago(60 * 24 * 40) }),
  }),
  job(7, {
    name: 'Handover notes',
    owner_id: null,
    owner_name: null,
    status: 'paused',
    status_reason: 'owner_left',
    next_run_at: null,
  }),
  job(9, {
    name: 'Control owners, Fridays',
    on_holidays: 'next_business_day',
    recurrence_description: 'Every Friday at 09:00',
    next_run_at: '2026-12-25T14:00:00Z',
    runs_at: '2026-12-28T14:00:00Z',
    next_run_note: 'Moved from Fri 25 Dec (Christmas Day).',
  }),
  job(8, { name: 'Vendor risk, weekly', report_type: 'vendor_risk_2025', last_run: lastRun(8) }),
];

const made = run(1).file;

/** What an Excel file of a long report could not hold, as the API says it. */
const NOTES = [
  {
    ...{ code: 'rows_left_out', count: 1284, names: [], more_names: 0 },
    message: 'Cut at the job’s limit of 1,284 rows. More rows matched.',
  },
  {
    ...{ code: 'cells_cut', count: 3, names: ['Evidence', 'Remarks'], more_names: 0 },
    message:
      '3 cells were longer than Excel allows (32,767 characters) and were cut: they end with “… (cut)” (Evidence and Remarks).',
  },
];

/** Runs in every state that the history knows. */
export const RUNS = [
  run(1, {
    name: 'Evidence log, hourly',
    scheduled_export_id: idOf('job', 3),
    status: 'running',
    scheduled_for: ago(1),
    started_at: ago(1),
    finished_at: null,
    progress_rows: 412_008,
    file: null,
    deliveries: [],
    actions: ['cancel'],
  }),
  run(8, {
    name: 'Board pack',
    scheduled_export_id: idOf('job', 6),
    trigger: 'manual',
    requested_by_name: 'Jo Park',
    scheduled_for: ago(30),
    missed_count: 0,
  }),
  run(9, {
    name: 'Findings by owner',
    trigger: 'replay',
    requested_by_name: 'Ana Ruiz',
    status: 'delivering',
    stopping: true,
    actions: [],
    scheduled_for: ago(60 * 6),
    finished_at: null,
    deliveries: [delivery(1), delivery(2, { status: 'sending', sent_at: null })],
  }),
  run(2, {
    name: 'US compliance summary',
    scheduled_export_id: idOf('job', 1),
    period_start: '2026-11-16T05:00:00Z',
    period_end: '2026-11-23T05:00:00Z',
    format: 'xlsx',
    file: made && { ...made, name: 'us-compliance-summary_2026-11-16.xlsx', truncated: true, notes: NOTES },
  }),
  run(3, {
    name: 'Open findings, EMEA',
    scheduled_export_id: idOf('job', 2),
    status: 'partially_delivered',
    late_seconds: 720,
    scheduled_for: ago(480),
    deliveries: [
      delivery(1),
      delivery(2, {
        label: 'jo@partner.example',
        status: 'bounced',
        attempt: 3,
        sent_at: null,
        error_message: 'The mailbox is full.',
      }),
      delivery(3),
    ],
    error_code: 'recipient_refused',
    missed_count: 3,
    actions: ['retry', 'replay'],
  }),
  run(4, {
    name: LONG,
    scheduled_export_id: idOf('job', 5),
    status: 'failed',
    attempt: 5,
    error_code: 'report_timeout',
    error_message: TIMEOUT,
    scheduled_for: ago(60 * 20),
    file: null,
    deliveries: [],
    retried_at: ago(60 * 3),
    retried_by_name: 'Jo Park',
    actions: ['edit', 'retry', 'replay'],
  }),
  run(5, {
    name: 'Board pack',
    scheduled_export_id: idOf('job', 6),
    format: 'json',
    status: 'skipped',
    reason: 'empty',
    scheduled_for: ago(60 * 26),
    started_at: null,
    finished_at: ago(60 * 26),
    progress_rows: null,
    file: null,
    deliveries: [],
  }),
  run(6, {
    name: 'Evidence log, hourly',
    scheduled_export_id: idOf('job', 3),
    scheduled_for: ago(60 * 24 * 40),
    file: made && {
      ...made,
      status: 'removed',
      row_count: 664_120,
      byte_size: 61_000_000,
      expires_at: ago(60 * 24 * 10),
    },
    deliveries: [delivery(9, { method: 'download', label: 'Download' })],
  }),
  run(7, {
    name: 'Findings by owner',
    status: 'cancelled',
    reason: 'paused',
    file: null,
    deliveries: [],
    scheduled_for: ago(60 * 50),
  }),
];

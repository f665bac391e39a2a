import { z } from 'zod';

export const RUN_STATUSES = [
  'waiting',
  'queued',
  'running',
  'delivering',
  'succeeded',
  'partially_delivered',
  'failed',
  'skipped',
  'cancelled',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** What made it run: an occurrence, "run now", the replay of an occurrence, or a trial to oneself. */
export const RUN_TRIGGERS = ['schedule', 'manual', 'replay', 'test'] as const;

export const DELIVERY_STATUSES = [
  'pending',
  'sending',
  'sent',
  'failed',
  'bounced',
  'suppressed',
  'cancelled',
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** What people can do with a run; `edit` is to change its schedule and run that. */
export const RUN_ACTIONS = ['cancel', 'retry', 'replay', 'edit'] as const;
export type RunAction = (typeof RUN_ACTIONS)[number];

export const deliverySchema = z.object({
  id: z.uuid(),
  method: z.string(),
  label: z.string(),
  status: z.enum(DELIVERY_STATUSES),
  attempt: z.int(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  sent_at: z.string().nullable(),
  /** Set when a link was sent instead of the file: until when it works, when it was withdrawn, how often it was used. */
  link_expires_at: z.string().nullable(),
  link_revoked_at: z.string().nullable(),
  link_clicks: z.int(),
  /** Whether the caller may withdraw it now. */
  can_revoke_link: z.boolean(),
});

/** What a file does not hold as the report has it. */
const fileNoteSchema = z.object({
  /** Stable, such as rows_left_out or cells_cut. */
  code: z.string(),
  /** How many rows, cells, values or characters. */
  count: z.int(),
  /** Where, such as labels of columns: the first few; `more_names` counts the others. */
  names: z.array(z.string()),
  more_names: z.int(),
  /** The same in words, as the mail says it. */
  message: z.string(),
});

export const exportFileSchema = z.object({
  name: z.string(),
  status: z.enum(['ready', 'removed']),
  row_count: z.int(),
  byte_size: z.int(),
  sha256: z.string(),
  /** The row limit left rows out: the note rows_left_out. */
  truncated: z.boolean(),
  notes: z.array(fileNoteSchema),
  expires_at: z.string().nullable(),
});

export const exportRunSchema = z.object({
  id: z.uuid(),
  organization_id: z.uuid(),
  scheduled_export_id: z.uuid(),
  name: z.string(),
  report_type: z.string(),
  format: z.string(),
  timezone: z.string(),
  scheduled_for: z.string(),
  period_start: z.string().nullable(),
  period_end: z.string().nullable(),
  trigger: z.enum(RUN_TRIGGERS),
  status: z.enum(RUN_STATUSES),
  reason: z.string().nullable(),
  /** A person asked it to stop, and it will as soon as it can. */
  stopping: z.boolean(),
  /** Who asked for it by hand; null for occurrences, and for people who left. */
  requested_by_name: z.string().nullable(),
  /** When a person last asked to try it again, and who. */
  retried_at: z.string().nullable(),
  retried_by_name: z.string().nullable(),
  attempt: z.int(),
  /** The holiday that skipped or moved it. */
  holiday: z.string().nullable(),
  /** When it runs instead of its occurrence, moved by a holiday. */
  moved_to: z.string().nullable(),
  /** Seconds between when it was due and its start, where that is more than five minutes. */
  late_seconds: z.int().nullable(),
  missed_count: z.int(),
  progress_rows: z.int().nullable(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  created_at: z.string(),
  file: exportFileSchema.nullable(),
  deliveries: z.array(deliverySchema),
  /** What the caller may do with it now, what helps most first; `edit` where its schedule has to change, as `error_message` says. */
  actions: z.array(z.enum(RUN_ACTIONS)),
});
export type ExportRun = z.infer<typeof exportRunSchema>;

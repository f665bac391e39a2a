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
});

export const exportFileSchema = z.object({
  name: z.string(),
  status: z.enum(['ready', 'removed']),
  row_count: z.int(),
  byte_size: z.int(),
  sha256: z.string(),
  truncated: z.boolean(),
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
  trigger: z.enum(['schedule', 'manual', 'replay', 'test']),
  status: z.enum(RUN_STATUSES),
  reason: z.string().nullable(),
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
});
export type ExportRun = z.infer<typeof exportRunSchema>;

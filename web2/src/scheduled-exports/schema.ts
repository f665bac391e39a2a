import { z } from 'zod';
import { ON_HOLIDAYS } from '@/calendars/on-holidays';
import { DELIVERY_METHOD_IDS } from '@/delivery/catalogue';
import { targetSchema } from '@/delivery/targets';
import { RUN_STATUSES } from '@/export-runs/schema';
import { FORMAT_IDS } from '@/formats/catalogue';
import { COMPRESSION_IDS } from '@/formats/compression';
import { formatOptionsSchema } from '@/formats/options-schema';
import { selectionSchema } from '@/reports/schema';

import { isArchivePassword, PASSWORD_RULE } from './archive-password-rule';
import { templateMistake } from './file-name-template';

export const SCHEDULE_STATUSES = ['active', 'paused', 'failed', 'ended'] as const;
export type ScheduleStatus = (typeof SCHEDULE_STATUSES)[number];

const instant = z.iso.datetime({ offset: true, error: 'Write an instant such as 2027-03-01T09:00:00Z.' });
const name = z
  .string()
  .trim()
  .min(1, 'Give it a name.')
  .max(120, 'Use at most 120 characters.')
  .regex(/^\P{Cc}*$/u, 'Use no line breaks or control characters.');
const fileNameTemplate = z.string().superRefine((template, context) => {
  const message = templateMistake(template);
  if (message) context.addIssue({ code: 'custom', message });
});
const archivePassword = z
  .string()
  .refine(isArchivePassword, PASSWORD_RULE)
  .meta({ description: 'Encrypts a zip archive by AES-256. Never answered; null removes it.', writeOnly: true });

/** The columns that a person sets. Defaults are the database's own, so a PATCH never resets what it does not name. */
const settable = {
  name,
  report_type: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'Name a report from GET /api/reports.'),
  ...selectionSchema.shape,
  format: z.enum(FORMAT_IDS, { error: `Choose one of ${FORMAT_IDS.join(', ')}.` }),
  format_options: formatOptionsSchema,
  compression: z.enum(COMPRESSION_IDS, { error: `Choose one of ${COMPRESSION_IDS.join(', ')}.` }),
  archive_password: archivePassword.nullable(),
  file_name_template: fileNameTemplate.nullable(),
  recurrence: z.string().trim().min(1, 'Say when it runs.').max(500),
  timezone: z.string(),
  starts_at: instant.nullable(),
  ends_at: instant.nullable(),
  on_holidays: z.enum(ON_HOLIDAYS),
  targets: z.array(targetSchema).min(1, 'Add at least one way to deliver.').max(10),
  delivery_method: z.enum(DELIVERY_METHOD_IDS, { error: `Choose one of ${DELIVERY_METHOD_IDS.join(', ')}.` }),
  email: z.string().nullable(),
  catch_up: z.enum(['skip', 'latest', 'all']),
  catch_up_window_hours: z.int().min(1).max(720),
  when_empty: z.enum(['send', 'skip', 'fail']),
  when_unchanged: z.enum(['send', 'skip']),
  status: z.enum(['active', 'paused']),
};

export const scheduledExportPatchSchema = z.strictObject(settable).partial();
export type ScheduledExportPatch = z.infer<typeof scheduledExportPatchSchema>;

export const scheduledExportInputSchema = scheduledExportPatchSchema
  .required({ report_type: true, recurrence: true })
  .extend({ organization_id: z.uuid().optional() });
export type ScheduledExportInput = z.infer<typeof scheduledExportInputSchema>;

const lastRunSchema = z.object({
  id: z.uuid(),
  status: z.enum(RUN_STATUSES),
  reason: z.string().nullable(),
  scheduled_for: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  progress_rows: z.int().nullable(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  deliveries_total: z.int(),
  deliveries_sent: z.int(),
});

export const scheduledExportSchema = z.object({
  id: z.uuid(),
  organization_id: z.uuid(),
  owner_id: z.uuid().nullable(),
  owner_name: z.string().nullable(),
  /** Whether the caller's role lets them change it. */
  can_edit: z.boolean(),
  name: z.string(),
  report_type: z.string(),
  filters: z.record(z.string(), z.unknown()),
  // A row written past the API may hold anything; one that cannot be shown must not hide the others.
  columns: z.array(z.string()).nullable().catch(null),
  sort: settable.sort.catch([]),
  row_limit: z.int().nullable(),
  format: z.string(),
  format_options: z.record(z.string(), z.unknown()),
  compression: settable.compression,
  /** Whether the archive has a password. */
  has_archive_password: z.boolean(),
  file_name_template: z.string().nullable(),
  recurrence: z.string(),
  recurrence_description: z.string(),
  timezone: z.string(),
  starts_at: z.string().nullable(),
  ends_at: z.string().nullable(),
  on_holidays: settable.on_holidays,
  targets: z.array(z.looseObject({ method: z.string(), to: z.array(z.string()).optional() })),
  delivery_method: z.string(),
  email: z.string().nullable(),
  catch_up: settable.catch_up,
  catch_up_window_hours: z.int(),
  when_empty: settable.when_empty,
  when_unchanged: settable.when_unchanged,
  status: z.enum(SCHEDULE_STATUSES),
  status_reason: z.string().nullable(),
  next_run_at: z.string().nullable(),
  /** When it really runs next: `next_run_at`, unless a holiday skips or moves it. */
  runs_at: z.string().nullable(),
  /** What a holiday has to do with it, in a sentence. */
  next_run_note: z.string().nullable(),
  consecutive_failures: z.int(),
  last_run: lastRunSchema.nullable(),
  version: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type ScheduledExport = z.infer<typeof scheduledExportSchema>;

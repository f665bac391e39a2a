import type { Report } from '@/reports/schema';
import { scheduledExportsQuerySchema } from '@/scheduled-exports/list-scheduled-exports';
import { recurrencePreviewSchema, recurrenceRequestSchema } from '@/scheduled-exports/preview-recurrence';
import {
  scheduledExportInputSchema,
  scheduledExportPatchSchema,
  scheduledExportSchema,
} from '@/scheduled-exports/schema';
import {
  body,
  content,
  type Described,
  header,
  idempotencyKey,
  ifMatch,
  jsonSchema,
  listOf,
  ok,
  path,
  problem,
  query,
  ref,
} from './parts';
import { narrowedTo } from './reports';

/** Schedules and what they do; report types, filters and columns are those of the reports that the caller may read. */
export function scheduledExports(reports: Report[]): Described {
  return {
    paths: {
      '/api/scheduled-exports': {
        get: {
          summary: 'List schedules',
          parameters: query(scheduledExportsQuerySchema),
          responses: ok(listOf('ScheduledExport')),
        },
        post: {
          summary: 'Schedule an export',
          parameters: [header('Idempotency-Key', 'Makes a repeated request answer with the first schedule.')],
          ...body('ScheduledExportInput'),
          responses: { 201: { description: 'Scheduled', ...content(ref('ScheduledExport')) }, ...problem },
        },
      },
      '/api/scheduled-exports/{id}': {
        parameters: [path('id')],
        get: { summary: 'Read a schedule', responses: ok(ref('ScheduledExport')) },
        patch: {
          summary: 'Change, pause or resume a schedule',
          parameters: [ifMatch],
          ...body('ScheduledExportPatch'),
          responses: ok(ref('ScheduledExport')),
        },
        delete: {
          summary: 'Delete a schedule',
          parameters: [ifMatch],
          responses: { 204: { description: 'Deleted' }, ...problem },
        },
      },
      '/api/scheduled-exports/{id}/run': {
        parameters: [path('id')],
        post: {
          summary: 'Run a schedule now, with periods as of now',
          parameters: [idempotencyKey],
          responses: { 201: { description: 'Queued', ...content(ref('ExportRun')) }, ...problem },
        },
      },
      '/api/recurrences/preview': {
        post: {
          summary: 'See what a recurrence does',
          ...body('RecurrenceRequest'),
          responses: ok(ref('RecurrencePreview')),
        },
      },
    },
    schemas: {
      ScheduledExport: jsonSchema(scheduledExportSchema, 'output'),
      ScheduledExportInput: narrowedTo(reports, jsonSchema(scheduledExportInputSchema, 'input')),
      ScheduledExportPatch: narrowedTo(reports, jsonSchema(scheduledExportPatchSchema, 'input')),
      RecurrenceRequest: jsonSchema(recurrenceRequestSchema, 'input'),
      RecurrencePreview: jsonSchema(recurrencePreviewSchema, 'output'),
    },
  };
}

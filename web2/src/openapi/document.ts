import { z } from 'zod';
import { exportRunsQuerySchema } from '@/export-runs/list-export-runs';
import { exportRunSchema } from '@/export-runs/schema';
import { ERROR_STATUS } from '@/lib/errors';
import { notificationsQuerySchema, notificationsReadSchema } from '@/notifications/inbox';
import {
  notificationSchema,
  notificationSettingsInputSchema,
  notificationSettingsSchema,
} from '@/notifications/schema';
import {
  blackoutDatesInputSchema,
  blackoutDatesSchema,
  calendarPatchSchema,
  calendarSchema,
  holidayCountrySchema,
} from '@/organizations/calendar-schema';
import { previewRequestSchema, reportPreviewSchema } from '@/reports/preview';
import { type Report, reportSchema } from '@/reports/schema';
import { scheduledExportsQuerySchema } from '@/scheduled-exports/list-scheduled-exports';
import { recurrencePreviewSchema, recurrenceRequestSchema } from '@/scheduled-exports/preview-recurrence';
import {
  scheduledExportInputSchema,
  scheduledExportPatchSchema,
  scheduledExportSchema,
} from '@/scheduled-exports/schema';
import { filterSchemas, narrowedTo } from './reports';

/** The OpenAPI description, made of the schemas that the handlers parse with, so that the two cannot differ. */

type Json = Record<string, unknown>;

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' });
  return rest;
};

const content = (schema: Json, type = 'application/json') => ({ content: { [type]: { schema } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const listOf = (name: string, more: Json = {}) => ({
  type: 'object',
  required: ['data', 'next_cursor'],
  properties: { data: { type: 'array', items: ref(name) }, next_cursor: { type: ['string', 'null'] }, ...more },
});
const problem = { default: { description: 'Any error', ...content(ref('Problem'), 'application/problem+json') } };
const ok = (schema: Json, description = 'OK') => ({ 200: { description, ...content(schema) }, ...problem });
const body = (name: string) => ({ requestBody: { required: true, ...content(ref(name)) } });
const path = (name: string, more: Json = {}) => ({
  ...{ name, in: 'path', required: true, schema: { type: 'string', ...more } },
});
const header = (name: string, description: string) => ({ name, in: 'header', description, schema: { type: 'string' } });
const idempotencyKey = header('Idempotency-Key', 'Makes a repeated request answer with the first run.');
const organization = { name: 'organization_id', in: 'query', schema: { type: 'string', format: 'uuid' } };
const ifMatch = header('If-Match', 'The ETag that the change is meant for; 412 when it is no longer current.');

function query(schema: z.ZodType): Json[] {
  const { properties = {} } = jsonSchema(schema, 'input') as { properties?: Record<string, Json> };
  return Object.entries(properties).map(([name, property]) => ({ name, in: 'query', schema: property }));
}

/** @param reports those that the caller may read: named, and each with the filters that it takes. A stranger is told of none. */
export function openApiDocument(appUrl: string, reports: Report[] = []): Json {
  const reportType = path('report_type', reports.length > 0 ? { enum: reports.map((each) => each.report_type) } : {});
  return {
    openapi: '3.1.0',
    info: { title: 'Scheduled Exports', version: '1', description: 'Schedule reports, and see what was sent to whom.' },
    servers: [{ url: appUrl }],
    security: [{ accessToken: [] }],
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
      '/api/scheduled-exports/process': Object.fromEntries(
        ['get', 'post'].map((method) => [
          method,
          {
            summary: 'One tick of the worker',
            security: [{ cronSecret: [] }],
            responses: ok({ type: 'object' }, 'Counts of the tick'),
          },
        ]),
      ),
      '/api/health': {
        get: {
          summary: 'Whether the system works; 503 when a part of it does not',
          security: [],
          responses: {
            200: { description: 'All is well', ...content(HEALTH) },
            503: { description: 'What is not “ok” says which part fails', ...content(HEALTH) },
          },
        },
      },
      '/api/reports': { get: { summary: 'List reports', responses: ok(listOf('Report')) } },
      '/api/reports/{report_type}': {
        parameters: [reportType, organization],
        get: { summary: 'Read a report with values to filter by', responses: ok(ref('Report')) },
      },
      '/api/reports/{report_type}/preview': {
        parameters: [reportType],
        post: {
          summary: 'See the first rows of a report and how many there are',
          ...body('ReportPreviewRequest'),
          responses: ok(ref('ReportPreview')),
        },
      },
      '/api/export-runs': {
        get: { summary: 'List runs', parameters: query(exportRunsQuerySchema), responses: ok(listOf('ExportRun')) },
      },
      '/api/export-runs/{id}': {
        parameters: [path('id')],
        get: { summary: 'Read a run', responses: ok(ref('ExportRun')) },
      },
      '/api/export-runs/{id}/download': {
        parameters: [path('id')],
        get: {
          summary: 'Download a run’s file',
          responses: { 303: { description: 'A link that works for 60 seconds' }, ...problem },
        },
      },
      '/api/export-runs/{id}/cancel': {
        parameters: [path('id')],
        post: {
          summary: 'Cancel a run; 409 when it is over',
          responses: ok(ref('ExportRun')),
        },
      },
      '/api/export-runs/{id}/retry': {
        parameters: [path('id')],
        post: {
          summary: 'Try a failed or partly delivered run again, for those alone who did not get it',
          responses: ok(ref('ExportRun')),
        },
      },
      '/api/export-runs/{id}/replay': {
        parameters: [path('id')],
        post: {
          summary: 'Run a past occurrence again, with its own period',
          parameters: [idempotencyKey],
          responses: { 201: { description: 'Queued', ...content(ref('ExportRun')) }, ...problem },
        },
      },
      '/api/export-deliveries/{id}/revoke-link': {
        parameters: [path('id')],
        post: {
          summary: 'Withdraw the link that a delivery brought',
          responses: { 204: { description: 'Withdrawn' }, ...problem },
        },
      },
      '/api/downloads/{token}': {
        parameters: [path('token')],
        post: {
          summary: 'Follow a link from a mail',
          security: [],
          responses: { 303: { description: 'A link that works for 60 seconds' }, ...problem },
        },
      },
      '/api/notification-settings': {
        get: {
          summary: 'Read what one is told',
          parameters: [organization],
          responses: ok(ref('NotificationSettings')),
        },
        put: {
          summary: 'Choose what one is told',
          ...body('NotificationSettingsInput'),
          responses: ok(ref('NotificationSettings')),
        },
      },
      '/api/notifications': {
        get: {
          summary: 'Read the inbox',
          parameters: query(notificationsQuerySchema),
          responses: ok(listOf('Notification', { unread_count: { type: 'integer' } })),
        },
      },
      '/api/notifications/read': {
        post: {
          summary: 'Mark notifications as read',
          ...body('NotificationsRead'),
          responses: ok({
            type: 'object',
            required: ['unread_count'],
            properties: { unread_count: { type: 'integer' } },
          }),
        },
      },
      '/api/calendar': {
        get: {
          summary: 'Read an organisation’s days off and the public holidays that it minds',
          parameters: [organization],
          responses: ok(ref('Calendar')),
        },
        patch: {
          summary: 'Choose the country whose public holidays count',
          ...body('CalendarPatch'),
          responses: ok(ref('Calendar')),
        },
      },
      '/api/calendar/countries': {
        get: {
          summary: 'List the countries whose public holidays are known',
          responses: ok(listOf('HolidayCountry')),
        },
      },
      '/api/calendar/blackout-dates': {
        post: {
          summary: 'Add days off',
          ...body('BlackoutDatesInput'),
          responses: { 201: { description: 'Added', ...content(ref('BlackoutDates')) }, ...problem },
        },
      },
      '/api/calendar/blackout-dates/{id}': {
        parameters: [path('id')],
        delete: { summary: 'Remove days off', responses: { 204: { description: 'Removed' }, ...problem } },
      },
      '/api/recurrences/preview': {
        post: {
          summary: 'See what a recurrence does',
          ...body('RecurrenceRequest'),
          responses: ok(ref('RecurrencePreview')),
        },
      },
    },
    components: {
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'A Supabase access token, or the dashboard’s cookie session.',
        },
        cronSecret: { type: 'http', scheme: 'bearer', description: 'CRON_SECRET' },
      },
      schemas: {
        ScheduledExport: jsonSchema(scheduledExportSchema, 'output'),
        ScheduledExportInput: narrowedTo(reports, jsonSchema(scheduledExportInputSchema, 'input')),
        ScheduledExportPatch: narrowedTo(reports, jsonSchema(scheduledExportPatchSchema, 'input')),
        ...filterSchemas(reports),
        ExportRun: jsonSchema(exportRunSchema, 'output'),
        Report: jsonSchema(reportSchema, 'output'),
        ReportPreviewRequest: jsonSchema(previewRequestSchema, 'input'),
        ReportPreview: jsonSchema(reportPreviewSchema, 'output'),
        NotificationSettings: jsonSchema(notificationSettingsSchema, 'output'),
        NotificationSettingsInput: jsonSchema(notificationSettingsInputSchema, 'input'),
        Notification: jsonSchema(notificationSchema, 'output'),
        NotificationsRead: jsonSchema(notificationsReadSchema, 'input'),
        Calendar: jsonSchema(calendarSchema, 'output'),
        CalendarPatch: jsonSchema(calendarPatchSchema, 'input'),
        BlackoutDates: jsonSchema(blackoutDatesSchema, 'output'),
        BlackoutDatesInput: jsonSchema(blackoutDatesInputSchema, 'input'),
        HolidayCountry: jsonSchema(holidayCountrySchema, 'output'),
        RecurrenceRequest: jsonSchema(recurrenceRequestSchema, 'input'),
        RecurrencePreview: jsonSchema(recurrencePreviewSchema, 'output'),
        Problem: PROBLEM,
      },
    },
  };
}

const HEALTH: Json = {
  type: 'object',
  required: ['status', 'checks'],
  properties: {
    status: { enum: ['ok', 'failing'] },
    checks: {
      type: 'object',
      required: ['database', 'storage', 'queue', 'worker'],
      properties: {
        database: { enum: ['ok', 'down'] },
        storage: { enum: ['ok', 'down'] },
        queue: { enum: ['ok', 'stuck', 'unknown'] },
        worker: { enum: ['ok', 'missing', 'unknown'] },
      },
    },
    lag_seconds: { type: 'object', description: 'Only for a bearer of CRON_SECRET.' },
  },
};

const PROBLEM: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'request_id'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { enum: Object.keys(ERROR_STATUS) },
    detail: { type: 'string' },
    request_id: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: {
          path: { type: 'string' },
          message: { type: 'string' },
          code: { enum: ['no_such_column'], description: 'Where a program may decide by it.' },
        },
      },
    },
  },
};

import { exportRunsQuerySchema } from '@/export-runs/list-export-runs';
import { exportRunSchema } from '@/export-runs/schema';
import { content, type Described, idempotencyKey, jsonSchema, listOf, ok, path, problem, query, ref } from './parts';

/** Runs, their deliveries and the links that those brought. */
export const exportRuns: Described = {
  paths: {
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
  },
  schemas: {
    ExportRun: jsonSchema(exportRunSchema, 'output'),
  },
};

import { ERROR_STATUS } from '@/lib/errors';
import { content, type Described, type Json, ok } from './parts';

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

/** The system itself: its tick, its health, its errors. */
export const service: Described = {
  paths: {
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
  },
  schemas: {
    Problem: PROBLEM,
  },
};

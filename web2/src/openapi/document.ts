import type { Report } from '@/reports/schema';
import { calendar } from './calendar';
import { exportRuns } from './export-runs';
import { notifications } from './notifications';
import type { Json } from './parts';
import { describedReports } from './reports';
import { scheduledExports } from './scheduled-exports';
import { service } from './service';

/**
 * The OpenAPI description, made of the schemas that the handlers parse with, so that the two cannot differ. Each noun has a file.
 * @param reports those that the caller may read: named, and each with the filters that it takes. A stranger is told of none.
 */
export function openApiDocument(appUrl: string, reports: Report[] = []): Json {
  const nouns = [scheduledExports(reports), service, describedReports(reports), exportRuns, notifications, calendar];
  return {
    openapi: '3.1.0',
    info: { title: 'Scheduled Exports', version: '1', description: 'Schedule reports, and see what was sent to whom.' },
    servers: [{ url: appUrl }],
    security: [{ accessToken: [] }],
    paths: Object.assign({}, ...nouns.map(({ paths }) => paths)),
    components: {
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'A Supabase access token, or the dashboard’s cookie session.',
        },
        cronSecret: { type: 'http', scheme: 'bearer', description: 'CRON_SECRET' },
      },
      schemas: Object.assign({}, ...nouns.map(({ schemas }) => schemas)),
    },
  };
}

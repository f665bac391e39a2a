import { env } from '@/lib/env';
import { ok } from '@/lib/http/answers';
import { withAnyone } from '@/lib/http/with-user';
import { openApiDocument } from '@/openapi/document';
import { listReports } from '@/reports/catalogue';

export const GET = withAnyone(async (ctx) => ok(openApiDocument(env().APP_URL, ctx ? await listReports(ctx) : [])));

import { listExportRuns } from '@/export-runs/list-export-runs';
import { ok } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';

export const GET = withUser(async ({ ctx, query }) => ok(await listExportRuns(ctx, query)));

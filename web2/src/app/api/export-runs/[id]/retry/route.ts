import { retryExportRun } from '@/export-runs/retry-export-run';
import { ok } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';

export const POST = withUser<{ id: string }>(async ({ ctx, params }) => ok(await retryExportRun(ctx, params.id)));

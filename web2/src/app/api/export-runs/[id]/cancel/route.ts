import { cancelExportRun } from '@/export-runs/cancel-export-run';
import { ok } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';

export const POST = withUser<{ id: string }>(async ({ ctx, params }) => ok(await cancelExportRun(ctx, params.id)));

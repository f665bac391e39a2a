import { replayExportRun } from '@/export-runs/replay-export-run';
import { created } from '@/lib/http/answers';
import { idempotencyKey } from '@/lib/http/idempotency-key';
import { withUser } from '@/lib/http/with-user';

export const POST = withUser<{ id: string }>(async ({ ctx, params, headers }) =>
  created(await replayExportRun(ctx, params.id, idempotencyKey(headers)), '/api/export-runs'),
);

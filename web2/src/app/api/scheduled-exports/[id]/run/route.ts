import { created } from '@/lib/http/answers';
import { idempotencyKey } from '@/lib/http/idempotency-key';
import { withUser } from '@/lib/http/with-user';
import { runScheduledExport } from '@/scheduled-exports/run-scheduled-export';

export const POST = withUser<{ id: string }>(async ({ ctx, params, headers }) =>
  created(await runScheduledExport(ctx, params.id, idempotencyKey(headers)), '/api/export-runs'),
);

import { created, ok } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';
import { createScheduledExport } from '@/scheduled-exports/create-scheduled-export';
import { listScheduledExports } from '@/scheduled-exports/list-scheduled-exports';

export const GET = withUser(async ({ ctx, query }) => ok(await listScheduledExports(ctx, query)));

export const POST = withUser(async ({ ctx, body, headers }) =>
  created(
    await createScheduledExport(ctx, body, headers.get('idempotency-key') ?? undefined),
    '/api/scheduled-exports',
  ),
);

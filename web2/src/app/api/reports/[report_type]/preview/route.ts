import { ok } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';
import { previewForSchedule } from '@/scheduled-exports/preview-report';

export const POST = withUser<{ report_type: string }>(async ({ ctx, params, body }) =>
  ok(await previewForSchedule(ctx, params.report_type, body)),
);

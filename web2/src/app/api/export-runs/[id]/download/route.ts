import { downloadExportRun } from '@/export-runs/download-export-run';
import { seeOther } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';

export const GET = withUser<{ id: string }>(async ({ ctx, params }) =>
  seeOther(await downloadExportRun(ctx, params.id)),
);

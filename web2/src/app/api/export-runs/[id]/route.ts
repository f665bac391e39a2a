import { readExportRun } from '@/export-runs/read';
import { ok } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';

export const GET = withUser<{ id: string }>(async ({ ctx, params }) => ok(await readExportRun(ctx, params.id)));

import { ok } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';
import { listReports } from '@/reports/catalogue';

export const GET = withUser(async ({ ctx }) => ok({ data: await listReports(ctx), next_cursor: null }));

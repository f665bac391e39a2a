import { ok } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';
import { listNotifications } from '@/notifications/inbox';

export const GET = withUser(async ({ ctx, query }) => ok(await listNotifications(ctx, query)));

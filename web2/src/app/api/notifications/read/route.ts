import { ok } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';
import { markNotificationsRead } from '@/notifications/inbox';

export const POST = withUser(async ({ ctx, body }) => ok(await markNotificationsRead(ctx, body)));

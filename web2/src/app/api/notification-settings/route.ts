import { ok } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';
import { getNotificationSettings, updateNotificationSettings } from '@/notifications/settings';

export const GET = withUser(async ({ ctx, query }) => ok(await getNotificationSettings(ctx, query.organization_id)));

export const PUT = withUser(async ({ ctx, body }) => ok(await updateNotificationSettings(ctx, body)));

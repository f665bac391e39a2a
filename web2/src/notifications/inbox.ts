import { z } from 'zod';
import { readPage } from '@/lib/cursor';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { parse } from '@/lib/validate';
import { activeOrganization } from '@/organizations/active-organization';
import { type Notification, notificationSchema } from './schema';

export const notificationsQuerySchema = z.strictObject({
  organization_id: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(1000).optional(),
});

export const notificationsReadSchema = z.union(
  [
    z.strictObject({ organization_id: z.uuid().optional(), ids: z.array(z.uuid()).min(1).max(100) }),
    z.strictObject({ organization_id: z.uuid().optional(), all: z.literal(true) }),
  ],
  { error: 'Send { "ids": [...] } or { "all": true }.' },
);

/** The caller's inbox in one organisation, newest first. */
export async function listNotifications(
  ctx: UserContext,
  query: unknown,
): Promise<{ data: Notification[]; next_cursor: string | null; unread_count: number }> {
  const { organization_id, limit, cursor } = parse(notificationsQuerySchema, query);
  const { id } = await activeOrganization(ctx, organization_id);
  const filtered = () =>
    ctx.supabase
      .from('notifications')
      .select('id, event, title, body, run_id, scheduled_export_id, read_at, created_at')
      .eq('organization_id', id);
  const newestFirst = { column: 'created_at', ascending: false };
  const [{ data, next_cursor }, unread] = await Promise.all([
    readPage<{ id: string }>(filtered, newestFirst, { limit, cursor, thing: 'notification' }),
    countUnread(ctx, id),
  ]);
  return { data: data.map((row) => notificationSchema.parse(row)), next_cursor, unread_count: unread };
}

/** Marks notifications as read; answers with how many stay unread. */
export async function markNotificationsRead(ctx: UserContext, input: unknown): Promise<{ unread_count: number }> {
  const body = parse(notificationsReadSchema, input);
  const { id } = await activeOrganization(ctx, body.organization_id);
  let update = ctx.supabase
    .from('notifications')
    .update({ read_at: new Date().toISOString() })
    .eq('organization_id', id)
    .is('read_at', null);
  if ('ids' in body) update = update.in('id', body.ids);
  unwrap(await update.select('id'), 'notification');
  return { unread_count: await countUnread(ctx, id) };
}

async function countUnread(ctx: UserContext, organizationId: string): Promise<number> {
  const { count, error } = await ctx.supabase
    .from('notifications')
    .select('id', { count: 'exact', head: true })
    .eq('organization_id', organizationId)
    .is('read_at', null);
  return unwrap({ data: count ?? 0, error }, 'notification');
}

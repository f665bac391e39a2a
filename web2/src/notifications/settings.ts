import { ValidationError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { parse } from '@/lib/validate';
import { activeOrganization } from '@/organizations/active-organization';
import {
  channelsOf,
  NOTIFICATION_CHANNEL_IDS,
  NOTIFICATION_EVENT_IDS,
  type NotificationChannel,
  notificationEvent,
} from './catalogue';
import { type NotificationSettings, notificationSettingsInputSchema } from './schema';

/** The channels of each event for the caller in one organisation: their own choice, else the default. */
export async function getNotificationSettings(ctx: UserContext, requested?: string): Promise<NotificationSettings> {
  const { id } = await activeOrganization(ctx, requested);
  return readSettings(ctx, id);
}

/**
 * Changes the named events and channels, and answers with all.
 * @throws ValidationError for a channel that cannot be off
 */
export async function updateNotificationSettings(ctx: UserContext, input: unknown): Promise<NotificationSettings> {
  const { organization_id, settings: changes } = parse(notificationSettingsInputSchema, input);
  const { id } = await activeOrganization(ctx, organization_id);
  const current = await readSettings(ctx, id);
  const rows = NOTIFICATION_EVENT_IDS.flatMap((event) => {
    const change = changes[event];
    if (!change) return [];
    const wanted = { ...current.settings[event], ...change };
    for (const channel of notificationEvent(event).required ?? []) {
      if (!wanted[channel]) {
        throw new ValidationError([
          { path: `settings.${event}.${channel}`, message: `“${notificationEvent(event).label}” is always told here.` },
        ]);
      }
    }
    return [{ organization_id: id, event, channels: NOTIFICATION_CHANNEL_IDS.filter((channel) => wanted[channel]) }];
  });
  if (rows.length > 0) {
    const saved = ctx.supabase
      .from('notification_settings')
      .upsert(rows, { onConflict: 'user_id,organization_id,event' });
    unwrap(await saved.select('id'), 'setting');
  }
  return readSettings(ctx, id);
}

async function readSettings(ctx: UserContext, organizationId: string): Promise<NotificationSettings> {
  const rows = unwrap(
    await ctx.supabase
      .from('notification_settings')
      .select('event, channels')
      .match({ user_id: ctx.userId, organization_id: organizationId }),
    'setting',
  );
  const settings = Object.fromEntries(
    NOTIFICATION_EVENT_IDS.map((event) => [
      event,
      toggles(channelsOf(event, rows.find((row) => row.event === event)?.channels)),
    ]),
  ) as NotificationSettings['settings'];
  return { organization_id: organizationId, settings };
}

function toggles(channels: NotificationChannel[]): Record<NotificationChannel, boolean> {
  return Object.fromEntries(NOTIFICATION_CHANNEL_IDS.map((id) => [id, channels.includes(id)])) as Record<
    NotificationChannel,
    boolean
  >;
}

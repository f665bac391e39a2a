import { z } from 'zod';
import { NOTIFICATION_CHANNEL_IDS, NOTIFICATION_EVENT_IDS } from './catalogue';

const channels = z.object(
  Object.fromEntries(NOTIFICATION_CHANNEL_IDS.map((id) => [id, z.boolean()])) as Record<
    (typeof NOTIFICATION_CHANNEL_IDS)[number],
    z.ZodBoolean
  >,
);

export const notificationSettingsSchema = z.object({
  organization_id: z.uuid(),
  settings: z.record(z.enum(NOTIFICATION_EVENT_IDS), channels),
});
export type NotificationSettings = z.infer<typeof notificationSettingsSchema>;

export const notificationSettingsInputSchema = z.strictObject({
  organization_id: z.uuid().optional(),
  settings: z.partialRecord(z.enum(NOTIFICATION_EVENT_IDS), channels.partial().strict()),
});
export type NotificationSettingsInput = z.infer<typeof notificationSettingsInputSchema>;

export const notificationSchema = z.object({
  id: z.uuid(),
  event: z.string(),
  title: z.string(),
  body: z.string(),
  run_id: z.uuid().nullable(),
  scheduled_export_id: z.uuid().nullable(),
  read_at: z.string().nullable(),
  created_at: z.string(),
});
export type Notification = z.infer<typeof notificationSchema>;

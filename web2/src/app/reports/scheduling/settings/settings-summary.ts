import { NOTIFICATION_EVENT_IDS } from '@/notifications/catalogue';
import type { NotificationSettings } from '@/notifications/schema';

/** The matrix in one line: "6 of 6 events in the app, 4 by email". */
export function settingsSummary({ settings }: NotificationSettings): string {
  const count = (channel: 'in_app' | 'email') =>
    NOTIFICATION_EVENT_IDS.filter((event) => settings[event][channel]).length;
  const mails = count('email');
  return `${count('in_app')} of ${NOTIFICATION_EVENT_IDS.length} events in the app, ${mails || 'none'} by email`;
}

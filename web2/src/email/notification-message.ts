import { senderMailbox } from './mailbox';
import { messageIdOf } from './message-id';
import type { EmailMessage } from './provider';
import { type NotificationMail, renderNotification } from './templates/notification';

export interface StoredNotification extends Omit<NotificationMail, 'appUrl'> {
  /** Of the notification: its mail's idempotency key. */
  id: string;
  to: string;
}

/** The mail of one stored notification, ready for a provider. @throws ExportError email_misconfigured */
export function notificationMessage(
  { id, to, ...notification }: StoredNotification,
  { emailFrom, appUrl }: { emailFrom: string; appUrl: string },
): EmailMessage {
  const { subject, text, html } = renderNotification({ ...notification, appUrl });
  return {
    from: senderMailbox(emailFrom, notification.organization_name),
    to,
    subject,
    text,
    html,
    messageId: messageIdOf(id, appUrl),
    idempotencyKey: id,
  };
}

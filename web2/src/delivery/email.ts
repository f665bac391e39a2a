import { z } from 'zod';
import { senderMailbox } from '@/email/mailbox';
import { messageIdOf } from '@/email/message-id';
import type { EmailMessage } from '@/email/provider';
import { renderExportDelivered } from '@/email/templates/export-delivered';
import { ExportError } from '@/lib/errors';
import { LARGEST_ATTACHMENT, readVerified } from './attachment';
import type { DeliveryContext, DeliveryJob, DeliveryMethod } from './method';
import type { Target } from './targets';

const storedTarget = z.object({ to: z.email() });

/** One mail per address, with the file attached where it fits, else with a link that works for whoever has it. */
export const emailDelivery: DeliveryMethod<Extract<Target, { method: 'email' }>> = {
  expand({ to }) {
    const byKey = new Map<string, string>();
    for (const address of to) {
      const key = `email:${address.toLowerCase()}`;
      if (!byKey.has(key)) byKey.set(key, address);
    }
    return [...byKey].map(([target_key, address]) => ({ target_key, label: address, target: { to: address } }));
  },

  honoursIdempotencyKeys: ({ email }) => email.honoursIdempotencyKeys,
  largestFile: LARGEST_ATTACHMENT,

  async send(job, context) {
    const message = await compose(job, context);
    if (context.signal.aborted) {
      const cause = context.signal.reason;
      throw new ExportError('interrupted', 'It was stopped before the mail was sent.', { retryable: true, cause });
    }
    const { messageId } = await context.email.send(message);
    return { provider: context.email.id, provider_message_id: messageId };
  },
};

async function compose(job: DeliveryJob, context: DeliveryContext): Promise<EmailMessage> {
  const { run, file } = job;
  const target = storedTarget.safeParse(job.target);
  if (!target.success) {
    const message = `“${job.label}” is not a complete address. Correct it in the job.`;
    throw new ExportError('invalid_target', message, { retryable: false, cause: target.error });
  }
  const app = context.appUrl.replace(/\/+$/, '');
  const link = job.link_expires_at && {
    url: `${app}/d/${context.links.token(job.id)}`,
    expires_at: job.link_expires_at,
  };
  const runUrl = `${app}/reports/scheduling/runs/${run.id}`;
  const { subject, text, html } = renderExportDelivered({ run, file, link, runUrl });
  const content = link === null ? await readVerified(context.storage, file, context.signal) : null;
  return {
    from: senderMailbox(context.emailFrom, run.organization_name),
    to: target.data.to,
    subject,
    text,
    html,
    messageId: messageIdOf(job.id, context.appUrl),
    idempotencyKey: job.id,
    attachments: content ? [{ filename: file.name, contentType: file.content_type, content }] : [],
  };
}

import { createHash } from 'node:crypto';
import type { TestResendServer } from './resend-server';
import type { TestSmtpServer } from './smtp-server';

export interface Arrival {
  /** Of the delivery or the notice that it belongs to. */
  id: string;
  /** Of what is attached; null when nothing is. */
  sha256: string | null;
  /** What two attempts must have in common. */
  content: string;
}

/** What the SMTP server took. A repeat has the same Message-ID. */
export function smtpArrivals(smtp: TestSmtpServer): Arrival[] {
  return smtp.received
    .filter(({ taken }) => taken)
    .map(({ raw }) => {
      const id = /^Message-ID: <(.*)@/m.exec(raw)?.[1] ?? '';
      const attached = /^Content-Disposition: attachment[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]*)/m.exec(raw)?.[1];
      return { id, sha256: hashOf(attached), content: raw.replace(/^Date:.*$/m, '') };
    });
}

/** What Resend took: one mail per idempotency key. */
export function resendArrivals({ taken }: TestResendServer): Arrival[] {
  return [...taken].map(([id, { raw }]) => {
    const { attachments = [] } = JSON.parse(raw) as { attachments?: { content: string }[] };
    return { id, sha256: hashOf(attachments[0]?.content), content: raw };
  });
}

const hashOf = (base64: string | undefined) =>
  base64 === undefined ? null : createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');

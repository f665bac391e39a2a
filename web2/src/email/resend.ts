import { Resend } from 'resend';
import { assertSafeHeaders } from './header-safety';
import type { EmailProvider } from './provider';
import { resendError } from './resend-errors';

export interface ResendConfig {
  apiKey: string;
  /** Where its API is, when not at Resend. */
  baseUrl?: string | undefined;
  /** How long an answer may take. */
  timeoutMs?: number | undefined;
}

/** Mail through Resend, which keeps idempotency keys for 24 hours. It sets a Message-ID of its own. */
export function createResendProvider({ apiKey, baseUrl, timeoutMs = 30_000 }: ResendConfig): EmailProvider {
  const resend = new Resend(apiKey, { baseUrl: baseUrl ?? 'https://api.resend.com' });
  return {
    id: 'resend',
    honoursIdempotencyKeys: true,
    async send(message) {
      assertSafeHeaders(message);
      const { from, to, subject, text, html, headers, attachments, idempotencyKey } = message;
      const {
        data,
        error,
        headers: answered,
      } = await resend.emails.send(
        { from, to, subject, text, html, ...(headers && { headers }), ...(attachments && { attachments }) },
        { idempotencyKey, signal: AbortSignal.timeout(timeoutMs) },
      );
      // Whatever stands before Resend may answer 200 with something else.
      const id: unknown = data?.id;
      if (typeof id !== 'string') throw resendError(error, answered?.['retry-after']);
      return { messageId: id };
    },
    async close() {},
  };
}

import { createTransport } from 'nodemailer';
import { ExportError } from '@/lib/errors';
import { assertSafeHeaders } from './header-safety';
import type { EmailProvider } from './provider';
import { smtpError } from './smtp-errors';

export interface SmtpConfig {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the start. */
  url: string;
  /** Longest silence of the server; a whole message may take twice that, queueing included. */
  timeoutMs?: number | undefined;
}

/** Mail over SMTP, with up to 5 connections kept open between messages. SMTP has no idempotency keys. */
export function createSmtpProvider({ url, timeoutMs = 30_000 }: SmtpConfig): EmailProvider {
  const transport = pooledTransport(url, timeoutMs);
  // Message-IDs of which every byte went to the connection: from there on the server may have taken the mail.
  const handedOver = new Set<string>();
  transport.use('stream', ({ data, message }, done) => {
    message?.processFunc((bytes) => bytes.once('end', () => handedOver.add(String(data.messageId))));
    done();
  });

  return {
    id: 'smtp',
    honoursIdempotencyKeys: false,
    async send(message) {
      assertSafeHeaders(message);
      const { from, to, subject, text, html, messageId } = message;
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId,
          headers: message.headers ?? {},
          attachments: message.attachments ?? [],
          // Otherwise random: a retry is to send the same bytes.
          baseBoundary: message.idempotencyKey.replace(/[^A-Za-z0-9]/g, ''),
          signal: AbortSignal.timeout(2 * timeoutMs), // a server that trickles is never silent
        });
        return { messageId };
      } catch (error) {
        throw smtpError(error, to, handedOver.has(messageId));
      } finally {
        handedOver.delete(messageId);
      }
    },
    async close() {
      transport.close();
    },
  };
}

function pooledTransport(url: string, timeoutMs: number) {
  if (!/^smtps?:$/.test(URL.parse(url)?.protocol ?? '')) {
    // The URL holds a password, so it is not repeated.
    const message = 'SMTP_URL is not an smtp:// or smtps:// URL. Whoever runs Scheduled Exports can correct it.';
    throw new ExportError('email_misconfigured', message, { retryable: false });
  }
  return createTransport({
    url,
    pool: true,
    maxConnections: 5,
    maxRequeues: 1, // replaces a kept connection that the server had closed; more would hide an outage
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

import { ExportError } from '@/lib/errors';
import type { EmailMessage } from './provider';

const CONTROL = /\p{Cc}|[\u2028\u2029]/u;
const HEADER_NAME = /^[A-Za-z0-9-]+$/;
const PLAIN_ADDRESS = /^[^\s<>,;:"()[\]\\@]+@[^\s<>,;:"()[\]\\@]+$/;

/**
 * Refuses a message of which any part could add a header or a recipient. Both providers call it, so that nothing
 * depends on how carefully a library encodes.
 * @throws ExportError email_unsafe, never to be retried
 */
export function assertSafeHeaders(message: EmailMessage): void {
  const lines: [part: string, text: string][] = [
    ['sender', message.from],
    ['recipient', message.to],
    ['subject', message.subject],
    ['message id', message.messageId],
    ['idempotency key', message.idempotencyKey],
  ];
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    if (!HEADER_NAME.test(name)) throw unsafe('name of a header');
    lines.push([`header ${name}`, value]);
  }
  for (const attachment of message.attachments ?? []) {
    lines.push(['file name', attachment.filename], ['type of the file', attachment.contentType]);
  }
  for (const [part, text] of lines) {
    if (CONTROL.test(text)) throw unsafe(part);
  }
  // A comma or bracket would make a mail library read two addresses where one was checked.
  if (!PLAIN_ADDRESS.test(message.to)) throw unsafe('recipient', 'is not one plain address');
}

function unsafe(part: string, why = 'holds a line break or control character'): ExportError {
  return new ExportError('email_unsafe', `The mail was not sent: its ${part} ${why}. Correct it, then retry.`, {
    retryable: false,
  });
}

import { ExportError } from '@/lib/errors';

const BRACKETED = /<([^<>\s]+@[^<>\s]+)>\s*$/;
const BARE = /^[^<>\s]+@[^<>\s]+$/;
// Everything that RFC 5322 reads as structure, so that the name needs no quoting, which providers treat differently.
const STRUCTURE = /[\p{Cc}\u2028\u2029"<>()[\]\\,;:@]+/gu;

/**
 * The sender of an organisation's mails: its name before the configured address.
 * @param emailFrom `exports@x.example`, or that address behind a name, which is replaced
 * @throws ExportError email_misconfigured when it holds no address
 */
export function senderMailbox(emailFrom: string, organizationName: string): string {
  const address = BRACKETED.exec(emailFrom)?.[1] ?? BARE.exec(emailFrom.trim())?.[0];
  if (!address) {
    const message = 'The sender address EMAIL_FROM is not an address. Whoever runs Scheduled Exports can correct it.';
    throw new ExportError('email_misconfigured', message, { retryable: false });
  }
  const name = organizationName.replace(STRUCTURE, ' ').replace(/\s+/g, ' ').trim();
  return name ? `${name} reports <${address}>` : address;
}

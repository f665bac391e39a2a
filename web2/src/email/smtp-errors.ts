import { ExportError } from '@/lib/errors';

/** What nodemailer tells of a failure. */
interface SmtpFailure {
  code?: string;
  responseCode?: number;
  response?: string;
  command?: string;
}

const ADMIN = 'Whoever runs Scheduled Exports can correct it.';
const UNREACHABLE = ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EDNS', 'ETLS', 'EPROTOCOL', 'EABORT', 'ESTREAM'];
const MISCONFIGURED = ['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ECONFIG', 'EREQUIRETLS', 'EPROXY'];

/**
 * Turns nodemailer's error into words for the owner. The server's own text stays in `cause`: it may quote credentials,
 * internal hosts or whatever the far side likes.
 * @param handedOver whether the whole message had been given to the connection, so that it may have been taken
 */
export function smtpError(cause: unknown, recipient: string, handedOver: boolean): ExportError {
  const failure = cause instanceof Error ? (cause as SmtpFailure) : {};
  const reply = failure.responseCode ?? 0;
  if (reply >= 400) return refusal(failure, reply, recipient, cause);
  if (MISCONFIGURED.includes(failure.code ?? '')) return misconfigured(cause);
  const message = UNREACHABLE.includes(failure.code ?? '')
    ? 'The mail server could not be reached, or did not answer.'
    : 'The mail could not be handed to the mail server.';
  return new ExportError('email_unreachable', message, { retryable: true, uncertain: handedOver, cause });
}

/** RFC 5321: a reply of 4yz may be retried, one of 5yz may not. RFC 3463 says more in the enhanced code after it. */
function refusal(failure: SmtpFailure, reply: number, recipient: string, cause: unknown): ExportError {
  const retryable = reply < 500;
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/.exec(failure.response ?? '')?.[1] ?? '';
  if (failure.code === 'EAUTH' && !retryable) return misconfigured(cause);
  if (reply === 552 || /^5\.(3\.4|2\.3)$/.test(enhanced)) return tooLarge(cause);
  if (failure.command === 'RCPT TO') {
    return retryable
      ? new ExportError('recipient_deferred', `The mail server does not take mail for ${recipient} at the moment.`, {
          retryable,
          cause,
        })
      : new ExportError('recipient_refused', `The mail server refused ${recipient}. Check the address.`, {
          retryable,
          cause,
        });
  }
  if (retryable && enhanced.startsWith('4.7.')) {
    return new ExportError('email_rate_limited', 'The mail server asks to send more slowly.', { retryable, cause });
  }
  if (retryable) {
    return new ExportError('email_deferred', 'The mail server does not take mail at the moment.', { retryable, cause });
  }
  const message =
    failure.command === 'MAIL FROM'
      ? `The mail server refused the sender address. ${ADMIN}`
      : 'The mail server refused the message. Ask whoever runs it why, then retry.';
  return new ExportError('provider_refused', message, { retryable, cause });
}

function misconfigured(cause: unknown): ExportError {
  const message = `The mail server did not accept the sign-in or the connection settings. ${ADMIN}`;
  return new ExportError('email_misconfigured', message, { retryable: false, cause });
}

function tooLarge(cause: unknown): ExportError {
  const message = 'The file is larger than the mail server takes. Add a filter, or deliver it as a download.';
  return new ExportError('file_too_large', message, { retryable: false, cause });
}

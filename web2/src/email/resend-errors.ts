import { ExportError } from '@/lib/errors';

/** What the SDK returns instead of throwing. Whatever stands before Resend may answer in another shape. */
interface ResendFailure {
  name?: string;
  statusCode?: number | null;
}

const ADMIN = 'Whoever runs Scheduled Exports can correct it.';

/** By name, where one says more than its status. https://resend.com/docs/api-reference/errors */
const BY_NAME: Record<string, [code: string, message: string]> = {
  missing_api_key: ['email_misconfigured', `Resend did not accept the API key. ${ADMIN}`],
  invalid_api_key: ['email_misconfigured', `Resend did not accept the API key. ${ADMIN}`],
  restricted_api_key: ['email_misconfigured', `Resend did not accept the API key. ${ADMIN}`],
  invalid_from_address: ['provider_refused', `Resend refused the sender address. ${ADMIN}`],
  invalid_attachment: ['provider_refused', 'Resend does not take this kind of file. Deliver it as a download.'],
  daily_quota_exceeded: ['email_quota_exceeded', 'The day’s quota of mails at Resend is used up. Retry tomorrow.'],
  monthly_quota_exceeded: ['email_quota_exceeded', `The month’s quota of mails at Resend is used up. ${ADMIN}`],
};

/**
 * Turns Resend's error into words for the owner; Resend's own text stays in `cause`.
 * @param retryAfter the answer's Retry-After header: seconds, or a date
 */
export function resendError(cause: unknown, retryAfter?: string): ExportError {
  const { name = '', statusCode }: ResendFailure = typeof cause === 'object' && cause !== null ? cause : {};
  const known = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  if (known) return new ExportError(known[0], known[1], { retryable: false, cause });
  // No answer, or one that cannot be read: Resend may have taken the mail.
  if (typeof statusCode !== 'number' || statusCode < 400) return unreachable(cause);
  if (statusCode >= 500 || statusCode === 408) return unreachable(cause);
  if (statusCode === 409) return conflict(name, cause);
  if (statusCode === 413) {
    const message = 'The file is larger than Resend takes. Add a filter, or deliver it as a download.';
    return new ExportError('file_too_large', message, { retryable: false, cause });
  }
  if (statusCode === 429) {
    return new ExportError('email_rate_limited', 'Resend asks to send more slowly.', {
      retryable: true,
      retryAfterSeconds: secondsOf(retryAfter),
      cause,
    });
  }
  if (statusCode === 401) {
    return new ExportError('email_misconfigured', `Resend did not accept the API key. ${ADMIN}`, {
      retryable: false,
      cause,
    });
  }
  const message =
    statusCode === 403
      ? `Resend refused the message: the sender’s domain is not verified there. ${ADMIN}`
      : 'Resend refused the message. Check the recipient’s address.';
  return new ExportError('provider_refused', message, { retryable: false, cause });
}

/** At most an hour, whatever is asked. */
function secondsOf(retryAfter = ''): number {
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 0), 3600) : 0;
}

function conflict(name: string, cause: unknown): ExportError {
  if (name === 'concurrent_idempotent_requests') {
    const message = 'Resend is still working on an earlier attempt to send this mail.';
    return new ExportError('email_in_progress', message, { retryable: true, uncertain: true, cause });
  }
  const message = 'Resend took this mail before, with other content. It was probably delivered then.';
  return new ExportError('email_already_taken', message, { retryable: false, uncertain: true, cause });
}

function unreachable(cause: unknown): ExportError {
  const message = 'Resend could not be reached, or did not answer.';
  return new ExportError('email_unreachable', message, { retryable: true, uncertain: true, cause });
}

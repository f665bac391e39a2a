import { AppError, ERROR_STATUS, ValidationError } from '@/lib/errors';
import { log } from '@/lib/log';

const TITLES: Record<keyof typeof ERROR_STATUS, string> = {
  invalid_request: 'Some fields need a change',
  invalid_json: 'The body is not JSON',
  unauthenticated: 'Sign in first',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'Not possible now',
  idempotency_key_reused: 'The Idempotency-Key was used for something else',
  gone: 'No longer kept',
  precondition_failed: 'Changed meanwhile',
  unsupported_media_type: 'Send JSON',
  report_unreadable: 'The report could not be read',
  too_many_requests: 'Too many requests',
  internal: 'Something failed on our side',
  unavailable: 'Not available right now',
};

/** Any error as RFC 9457 `application/problem+json`. What is not an AppError shows nothing but the request id. */
export function problem(error: unknown, requestId: string): Response {
  const known =
    error instanceof AppError
      ? error
      : new AppError('internal', 'The request id finds it in our log.', { cause: error });
  const status = ERROR_STATUS[known.code];
  if (status >= 500) log.error('request failed', { request_id: requestId, error: known.cause ?? known });
  return Response.json(
    {
      type: `urn:scheduled-exports:problem:${known.code}`,
      title: TITLES[known.code],
      status,
      code: known.code,
      detail: known.message,
      request_id: requestId,
      ...(known instanceof ValidationError && { errors: known.errors }),
    },
    {
      status,
      headers: {
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        'x-request-id': requestId,
        ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      },
    },
  );
}

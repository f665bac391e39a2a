import { ValidationError } from '@/lib/errors';

/** What an Idempotency-Key must be; null when it is. */
export function wrongIdempotencyKey(key: string): string | null {
  return /^[\x21-\x7e]{1,255}$/.test(key) ? null : 'Use 1 to 255 visible ASCII characters.';
}

/** The header, where it was sent. @throws ValidationError */
export function idempotencyKey(headers: Headers): string | undefined {
  const key = headers.get('idempotency-key');
  if (key === null) return undefined;
  const message = wrongIdempotencyKey(key);
  if (message) throw new ValidationError([{ path: 'Idempotency-Key', message }]);
  return key;
}

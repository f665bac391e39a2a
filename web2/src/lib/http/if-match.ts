import { ValidationError } from '@/lib/errors';

/**
 * The version that an If-Match header expects; undefined for none or `*`.
 * @throws ValidationError when it is no ETag of ours
 */
export function ifMatch(headers: Headers): number | undefined {
  const header = headers.get('if-match');
  if (header === null || header === '*') return undefined;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined)
    throw new ValidationError([{ path: 'If-Match', message: 'Send the ETag of the schedule, such as "3".' }]);
  return Number(version);
}

import { AppError } from '@/lib/errors';

const MAX_BODY_BYTES = 256 * 1024;

/** Schemas pass over a field of this name: a filter would be left out, and nobody told. */
const PROTO = new Error('__proto__');

/**
 * The body of a request as JSON, unchecked by any schema.
 * @throws AppError unsupported_media_type, invalid_request (too large, or a name that is refused) or invalid_json
 */
export async function readJson(request: Request): Promise<unknown> {
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new AppError('unsupported_media_type', 'Send the body as application/json.');
  }
  const text = await readText(request);
  try {
    return JSON.parse(text, (key, value) => {
      if (key === '__proto__') throw PROTO;
      if (!isStorable(key) || (typeof value === 'string' && !isStorable(value))) throw new Error('not storable');
      return value;
    });
  } catch (cause) {
    if (cause === PROTO) throw new AppError('invalid_request', 'No field can be called “__proto__”. Leave it out.');
    throw new AppError('invalid_json', 'The body could not be read as JSON of complete characters without NUL.', {
      cause,
    });
  }
}

/** Reads no further than it must: a body of any length could follow. */
async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new AppError('invalid_request', 'The body is larger than 256 KB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** PostgreSQL stores neither NUL nor half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Cs}/u.test(text);
}

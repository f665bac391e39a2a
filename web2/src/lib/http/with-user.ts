import 'server-only';
import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { problem } from './problem';
import { authenticate, type UserContext } from './user-context';

const MAX_BODY_BYTES = 256 * 1024;

interface Call<Params> {
  ctx: UserContext;
  /** The JSON body, unparsed by any schema; undefined for GET and DELETE. */
  body: unknown;
  query: Record<string, string>;
  params: Params;
  headers: Headers;
}

/** Makes a route handler of its happy path: authentication, body, errors and the request id are dealt with here. */
export function withUser<Params = Record<never, never>>(handler: (call: Call<Params>) => Promise<Response>) {
  return async (request: Request, route: { params: Promise<Params> }): Promise<Response> =>
    answer(request, async (requestId) => {
      const ctx = await authenticate(request, requestId);
      const body = ['POST', 'PUT', 'PATCH'].includes(request.method) ? await readJson(request) : undefined;
      const query = Object.fromEntries(new URL(request.url).searchParams);
      return handler({ ctx, body, query, params: await route.params, headers: request.headers });
    });
}

/** Runs a handler under a request id and turns whatever it throws into problem+json. */
export async function answer(request: Request, handler: (requestId: string) => Promise<Response>): Promise<Response> {
  const given = request.headers.get('x-request-id');
  const requestId = given && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID();
  try {
    const response = await handler(requestId);
    response.headers.set('x-request-id', requestId);
    return response;
  } catch (error) {
    return problem(error, requestId);
  }
}

async function readJson(request: Request): Promise<unknown> {
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new AppError('unsupported_media_type', 'Send the body as application/json.');
  }
  const text = await request.text();
  if (Buffer.byteLength(text) > MAX_BODY_BYTES)
    throw new AppError('invalid_request', 'The body is larger than 256 KB.');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid_json', 'The body could not be read as JSON.', { cause });
  }
}

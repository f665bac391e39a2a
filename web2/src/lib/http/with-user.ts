import 'server-only';
import { randomUUID } from 'node:crypto';
import { AppError, NotFoundError, ValidationError } from '@/lib/errors';
import { problem } from './problem';
import { isStorable, readJson } from './read-json';
import { authenticate, type UserContext } from './user-context';

interface Call<Params> {
  ctx: UserContext;
  /** The JSON body, unparsed by any schema; undefined for GET and DELETE, and where none was sent. */
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
      const body = hasBody(request) ? await readJson(request) : undefined;
      const query = readQuery(request.url);
      const params = await route.params;
      if (!isStorable(Object.values(params ?? {}).join(''))) throw new NotFoundError('resource');
      return handler({ ctx, body, query, params, headers: request.headers });
    });
}

/** A verb such as cancel needs none; whatever is sent must be JSON. */
function hasBody({ method, headers }: Request): boolean {
  if (!['POST', 'PUT', 'PATCH'].includes(method)) return false;
  return headers.has('content-type') || headers.has('transfer-encoding') || Number(headers.get('content-length')) > 0;
}

/** The same for what strangers may read, too: `ctx` is undefined for who is not signed in. A token that is not valid is refused. */
export function withAnyone(handler: (ctx: UserContext | undefined) => Promise<Response>) {
  return (request: Request): Promise<Response> =>
    answer(request, async (requestId) => {
      const ctx = await authenticate(request, requestId).catch((error: unknown) => {
        const stranger = error instanceof AppError && error.code === 'unauthenticated';
        if (stranger && !request.headers.has('authorization')) return undefined;
        throw error;
      });
      return handler(ctx);
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

function readQuery(url: string): Record<string, string> {
  const query = Object.fromEntries(new URL(url).searchParams);
  const wrong = Object.entries(query).filter(([name, value]) => !isStorable(name + value));
  if (wrong.length > 0) throw new ValidationError(wrong.map(([path]) => ({ path, message: 'Use no NUL character.' })));
  return query;
}

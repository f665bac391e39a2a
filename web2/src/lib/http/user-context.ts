import 'server-only';
import { isAuthRetryableFetchError } from '@supabase/supabase-js';
import { AppError } from '@/lib/errors';
import { createBearerClient, createCookieClient, type UserClient } from '@/lib/supabase/user-client';

/** Who is asking: what every verb gets as its first argument. */
export interface UserContext {
  userId: string;
  email: string;
  supabase: UserClient;
  requestId: string;
  /** The organisation that the person chose in the dashboard, unchecked. */
  chosenOrganizationId: string | undefined;
}

export const ORGANIZATION_COOKIE = 'organization';

/**
 * Authenticates by `Authorization: Bearer <Supabase access token>`, else by the cookie session.
 * @throws AppError unauthenticated; unavailable when that cannot be told
 */
export async function authenticate(request: Request, requestId: string): Promise<UserContext> {
  const authorization = request.headers.get('authorization');
  const headers = { 'x-request-id': requestId };
  if (authorization) {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    if (!token)
      throw new AppError('unauthenticated', 'The Authorization header must be “Bearer” and a Supabase access token.');
    const supabase = createBearerClient(token, headers);
    return identify(supabase, requestId, undefined, token);
  }
  refuseOtherSites(request);
  return identify(await createCookieClient(headers), requestId, readCookie(request, ORGANIZATION_COOKIE));
}

async function identify(
  supabase: UserClient,
  requestId: string,
  chosenOrganizationId: string | undefined,
  token?: string,
): Promise<UserContext> {
  const { data, error } = await supabase.auth.getClaims(token);
  if (isAuthRetryableFetchError(error)) {
    throw new AppError('unavailable', 'Who you are cannot be checked right now. Try again in a minute.', {
      cause: error,
    });
  }
  const claims = data?.claims;
  if (claims?.role !== 'authenticated' || typeof claims.sub !== 'string') {
    throw new AppError(
      'unauthenticated',
      token ? 'The access token is not valid or has expired.' : 'Sign in, or send an access token.',
    );
  }
  return {
    userId: claims.sub,
    email: typeof claims.email === 'string' ? claims.email : '',
    supabase,
    requestId,
    chosenOrganizationId,
  };
}

/** A cookie rides along on requests that other sites make; those may not change anything. */
function refuseOtherSites(request: Request) {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const foreign = site
    ? site !== 'same-origin'
    : origin !== null && URL.parse(origin)?.host !== request.headers.get('host'); // a sandboxed page says "null"
  if (foreign) throw new AppError('forbidden', 'This request came from another site.');
}

function readCookie(request: Request, name: string): string | undefined {
  const pair = request.headers
    .get('cookie')
    ?.split(/;\s*/)
    .find((part) => part.startsWith(`${name}=`));
  // What is set here needs no decoding, and what others set may not decode.
  return pair?.slice(name.length + 1);
}

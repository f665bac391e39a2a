import { createServerClient } from '@supabase/ssr';
import { type NextRequest, NextResponse } from 'next/server';
import { env } from '@/lib/env';

const PUBLIC_PATHS = ['/sign-in', '/sign-up', '/forgot-password', '/auth/', '/d/'];

/** Refreshes the session of a page's visitor, and sends who has none to sign in and back. The API answers for itself. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  let response = NextResponse.next({ request });
  const supabase = createServerClient(env().SUPABASE_URL, env().SUPABASE_PUBLISHABLE_KEY, {
    cookies: {
      getAll: () => request.cookies.getAll(),
      setAll(all, headers) {
        for (const { name, value } of all) request.cookies.set(name, value);
        response = NextResponse.next({ request });
        for (const { name, value, options } of all) response.cookies.set(name, value, options);
        // A refreshed session must never be kept by a shared cache.
        for (const [name, value] of Object.entries(headers ?? {})) response.headers.set(name, value);
      },
    },
  });
  const { data } = await supabase.auth.getClaims();
  const { pathname, search } = request.nextUrl;
  if (data?.claims || PUBLIC_PATHS.some((path) => pathname.startsWith(path))) return response;

  const signIn = request.nextUrl.clone();
  signIn.pathname = '/sign-in';
  signIn.search = pathname === '/' ? '' : new URLSearchParams({ next: pathname + search }).toString();
  const redirect = NextResponse.redirect(signIn);
  for (const cookie of response.cookies.getAll()) redirect.cookies.set(cookie);
  return redirect;
}

export const config = { matcher: ['/((?!api/|_next/|favicon|icon|.*\\.(?:png|svg|ico|woff2)$).*)'] };

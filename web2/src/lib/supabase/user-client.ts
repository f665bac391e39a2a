import 'server-only';
import { createServerClient } from '@supabase/ssr';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { cookies } from 'next/headers';
import type { Database } from '@/lib/database.types';
import { env } from '@/lib/env';

export type UserClient = SupabaseClient<Database>;

/** Acts as the person of the cookie session; row-level security decides what it may do. For pages, actions and handlers. */
export async function createCookieClient(headers: Record<string, string> = {}): Promise<UserClient> {
  const store = await cookies();
  return createServerClient<Database>(env().SUPABASE_URL, env().SUPABASE_PUBLISHABLE_KEY, {
    global: { headers },
    cookies: {
      getAll: () => store.getAll(),
      setAll(all) {
        try {
          for (const { name, value, options } of all) store.set(name, value, options);
        } catch {
          // Server components cannot set cookies; proxy.ts has refreshed the session before they render.
        }
      },
    },
  });
}

/** Acts as the person of a Supabase access token from an Authorization header. */
export function createBearerClient(token: string, headers: Record<string, string> = {}): UserClient {
  return createClient<Database>(env().SUPABASE_URL, env().SUPABASE_PUBLISHABLE_KEY, {
    global: { headers: { ...headers, Authorization: `Bearer ${token}` } },
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
}

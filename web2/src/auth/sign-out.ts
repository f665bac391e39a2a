import 'server-only';
import { createCookieClient } from '@/lib/supabase/user-client';

/** Ends this session; others of the same person stay. */
export async function signOut(): Promise<void> {
  const supabase = await createCookieClient();
  await supabase.auth.signOut({ scope: 'local' });
}

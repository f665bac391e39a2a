import 'server-only';
import { z } from 'zod';
import { createCookieClient } from '@/lib/supabase/user-client';

const linkSchema = z.object({
  token_hash: z.string().min(1).max(500),
  type: z.enum(['signup', 'recovery', 'email_change', 'invite', 'magiclink', 'email']),
});

/** Redeems the link of an auth mail, which signs its person in. Returns false for one that is wrong, used or too old. */
export async function confirmLink(query: unknown): Promise<boolean> {
  const link = linkSchema.safeParse(query);
  if (!link.success) return false;
  const supabase = await createCookieClient();
  const { error } = await supabase.auth.verifyOtp(link.data);
  return !error;
}

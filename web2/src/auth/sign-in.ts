import 'server-only';
import { z } from 'zod';
import { env } from '@/lib/env';
import { createCookieClient } from '@/lib/supabase/user-client';
import type { AuthFormState } from './form-state';

const schema = z.object({
  email: z.email('Enter your email address.'),
  password: z.string().min(1, 'Enter your password.'),
});

/** Starts a cookie session. Never says which of address and password was wrong. */
export async function signIn(input: unknown): Promise<AuthFormState> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) return { fieldErrors: firstErrors(parsed.error) };
  const supabase = await createCookieClient();
  const { error } = await supabase.auth.signInWithPassword(parsed.data);
  if (!error) return {};
  if (error.status === 429) return { error: 'Too many tries. Wait 60 seconds.' };
  if (error.code === 'email_not_confirmed') return { error: 'Confirm your address first: the link is in your inbox.' };
  if (error.status && error.status < 500) return { error: 'Email or password is wrong.' };
  return { error: 'Signing in is not possible right now. Try again in a minute.' };
}

/** Signs in with the demo login of a local start; elsewhere there is none. */
export async function signInAsDemo(): Promise<AuthFormState> {
  const { DEMO_EMAIL, DEMO_PASSWORD } = env();
  if (!DEMO_EMAIL || !DEMO_PASSWORD) return { error: 'There is no demo login here.' };
  return signIn({ email: DEMO_EMAIL, password: DEMO_PASSWORD });
}

/** The first message of each field. */
export function firstErrors(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(error.issues.toReversed().map((issue) => [issue.path.join('.'), issue.message]));
}

import 'server-only';
import { z } from 'zod';
import { env } from '@/lib/env';
import { createCookieClient } from '@/lib/supabase/user-client';
import { isTimezone } from '@/recurrence/timezone';
import type { AuthFormState } from './form-state';
import { firstErrors } from './sign-in';

export const PASSWORD = z
  .string()
  .min(8, 'Use at least 8 characters.')
  // bcrypt reads no further.
  .refine((text) => new TextEncoder().encode(text).length <= 72, 'Use at most 72 bytes.');

const schema = z.object({
  name: z.string().trim().min(1, 'Enter your name.').max(120, 'Use at most 120 characters.'),
  email: z.email('Enter your email address.'),
  password: PASSWORD,
  timezone: z.string().refine(isTimezone).catch('UTC'),
});

/** Makes an account, and with it a personal organisation. Where addresses are confirmed by mail, `sent` says to look there. */
export async function signUp(input: unknown): Promise<AuthFormState> {
  if (!env().ALLOW_SIGN_UP) return { error: 'Sign-up is closed here. Ask an admin for an invitation.' };
  const parsed = schema.safeParse(input);
  if (!parsed.success) return { fieldErrors: firstErrors(parsed.error) };
  const { email, password, name, timezone } = parsed.data;
  const supabase = await createCookieClient();
  const { data, error } = await supabase.auth.signUp({
    email,
    password,
    options: { data: { display_name: name, timezone }, emailRedirectTo: `${env().APP_URL}/auth/confirm` },
  });
  if (!error) return data.session ? {} : { sent: true };
  if (error.code === 'user_already_exists' || error.code === 'email_exists') {
    return { fieldErrors: { email: 'There is an account with this address. Sign in instead.' } };
  }
  if (error.code === 'weak_password')
    return { fieldErrors: { password: 'This password is too easy to guess. Choose a longer one.' } };
  if (error.status === 429) return { error: 'Too many tries. Wait 60 seconds.' };
  return { error: 'The account could not be made. Try again in a minute.' };
}

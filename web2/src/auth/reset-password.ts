import 'server-only';
import { z } from 'zod';
import { env } from '@/lib/env';
import { createCookieClient } from '@/lib/supabase/user-client';
import type { AuthFormState } from './form-state';
import { firstErrors } from './sign-in';
import { PASSWORD } from './sign-up';

/** Mails a link to choose a new password. Answers alike whether or not there is such an account. */
export async function requestPasswordReset(input: unknown): Promise<AuthFormState> {
  const parsed = z.object({ email: z.email('Enter your email address.') }).safeParse(input);
  if (!parsed.success) return { fieldErrors: firstErrors(parsed.error) };
  const supabase = await createCookieClient();
  const { error } = await supabase.auth.resetPasswordForEmail(parsed.data.email, {
    redirectTo: `${env().APP_URL}/auth/confirm?next=/new-password`,
  });
  if (error?.status === 429) return { error: 'Too many tries. Wait 60 seconds.' };
  if (error && (error.status === undefined || error.status >= 500))
    return { error: 'The mail could not be sent. Try again in a minute.' };
  return { sent: true };
}

/** Sets a new password for the person whom a recovery link has signed in. */
export async function setNewPassword(input: unknown): Promise<AuthFormState> {
  const parsed = z.object({ password: PASSWORD }).safeParse(input);
  if (!parsed.success) return { fieldErrors: firstErrors(parsed.error) };
  const supabase = await createCookieClient();
  const { data } = await supabase.auth.getClaims();
  if (!data?.claims) return { error: 'The link has expired. Ask for a new one.' };
  const { error } = await supabase.auth.updateUser({ password: parsed.data.password });
  if (!error) return {};
  if (error.code === 'same_password')
    return { fieldErrors: { password: 'This is the password you had. Choose another.' } };
  if (error.code === 'weak_password')
    return { fieldErrors: { password: 'This password is too easy to guess. Choose a longer one.' } };
  return { error: 'The password could not be changed. Ask for a new link and try again.' };
}

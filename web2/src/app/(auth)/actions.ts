'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import type { AuthFormState } from '@/auth/form-state';
import { requestPasswordReset, setNewPassword } from '@/auth/reset-password';
import { HOME_PATH, safePath } from '@/auth/safe-path';
import { signIn, signInAsDemo } from '@/auth/sign-in';
import { signOut } from '@/auth/sign-out';
import { signUp } from '@/auth/sign-up';
import { ORGANIZATION_COOKIE } from '@/lib/http/user-context';

export async function signInAction(_state: AuthFormState, form: FormData): Promise<AuthFormState> {
  const state = form.get('intent') === 'demo' ? await signInAsDemo() : await signIn(Object.fromEntries(form));
  if (!isDone(state)) return state;
  redirect(safePath(form.get('next')));
}

export async function signUpAction(_state: AuthFormState, form: FormData): Promise<AuthFormState> {
  const state = await signUp(Object.fromEntries(form));
  if (!isDone(state)) return state;
  redirect(safePath(form.get('next')));
}

export async function forgotPasswordAction(_state: AuthFormState, form: FormData): Promise<AuthFormState> {
  return requestPasswordReset(Object.fromEntries(form));
}

export async function newPasswordAction(_state: AuthFormState, form: FormData): Promise<AuthFormState> {
  const state = await setNewPassword(Object.fromEntries(form));
  if (!isDone(state)) return state;
  redirect(HOME_PATH);
}

export async function signOutAction(): Promise<void> {
  await signOut();
  (await cookies()).delete(ORGANIZATION_COOKIE);
  redirect('/sign-in');
}

function isDone(state: AuthFormState): boolean {
  return !state.error && !state.fieldErrors && !state.sent;
}

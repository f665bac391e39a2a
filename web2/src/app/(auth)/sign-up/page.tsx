import type { Metadata } from 'next';
import { signInOptions } from '@/auth/options';
import { AuthColumn } from '@/components/auth/auth-column';
import { SignUpForm } from '@/components/auth/sign-up-form';
import { TextLink, withNext } from '@/components/auth/text-link';
import { signUpAction } from '../actions';

export const metadata: Metadata = { title: 'Sign up' };

export default async function SignUpPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const { next } = await searchParams;
  const { signUp } = await signInOptions();
  const signIn = <TextLink href={withNext('/sign-in', next)}>Sign in</TextLink>;
  if (!signUp) {
    return (
      <AuthColumn
        title="Sign-up is closed here"
        lead="Ask an admin of your organisation for an account."
        footer={signIn}
      />
    );
  }
  return (
    <AuthColumn title="Sign up" footer={<>Have an account? {signIn}</>}>
      <SignUpForm action={signUpAction} next={next} />
    </AuthColumn>
  );
}

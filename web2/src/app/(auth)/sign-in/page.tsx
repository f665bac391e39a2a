import type { Metadata } from 'next';
import { signInOptions } from '@/auth/options';
import { AuthColumn } from '@/components/auth/auth-column';
import { SignInForm } from '@/components/auth/sign-in-form';
import { TextLink, withNext } from '@/components/auth/text-link';
import { signInAction } from '../actions';

export const metadata: Metadata = { title: 'Sign in' };

type SignInPageProps = { searchParams: Promise<{ next?: string; link?: string }> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next, link } = await searchParams;
  const { demo, signUp } = await signInOptions();
  return (
    <AuthColumn
      title="Sign in"
      lead={link === 'expired' ? 'The link has expired or was used before. Sign in, or ask for a new one.' : undefined}
      footer={
        signUp ? (
          <>
            No account yet? <TextLink href={withNext('/sign-up', next)}>Sign up</TextLink>
          </>
        ) : undefined
      }
    >
      <SignInForm action={signInAction} demo={demo} next={next} />
    </AuthColumn>
  );
}

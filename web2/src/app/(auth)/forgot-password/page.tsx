import type { Metadata } from 'next';
import { AuthColumn } from '@/components/auth/auth-column';
import { ForgotPasswordForm } from '@/components/auth/forgot-password-form';
import { TextLink } from '@/components/auth/text-link';
import { forgotPasswordAction } from '../actions';

export const metadata: Metadata = { title: 'Forgot password' };

export default function ForgotPasswordPage() {
  return (
    <AuthColumn
      title="Forgot password"
      lead="Enter your address, and a link to choose a new password is sent there."
      footer={<TextLink href="/sign-in">Back to sign in</TextLink>}
    >
      <ForgotPasswordForm action={forgotPasswordAction} />
    </AuthColumn>
  );
}

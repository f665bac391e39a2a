import type { Metadata } from 'next';
import { AuthColumn } from '@/components/auth/auth-column';
import { NewPasswordForm } from '@/components/auth/new-password-form';
import { newPasswordAction } from '../actions';

export const metadata: Metadata = { title: 'New password' };

export default function NewPasswordPage() {
  return (
    <AuthColumn title="Choose a new password">
      <NewPasswordForm action={newPasswordAction} />
    </AuthColumn>
  );
}

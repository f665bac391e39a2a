'use client';

import { useState } from 'react';
import { EmailField } from './auth-fields';
import { AuthForm } from './auth-form';
import type { AuthAction } from './form-state';

/** Field: `email`. Says the same whether the address is known or not. */
export function ForgotPasswordForm({ action }: { action: AuthAction }) {
  const [email, setEmail] = useState('');
  return (
    <AuthForm
      action={action}
      submitLabel="Send the link"
      sent={{ title: 'Check your inbox.', text: `If ${email} has an account, a link to a new password is on its way.` }}
      fields={(state) => <EmailField state={state} value={email} onChange={setEmail} />}
    />
  );
}

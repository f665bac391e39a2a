'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmailField, PasswordField } from './auth-fields';
import { AuthForm } from './auth-form';
import type { AuthAction } from './form-state';
import { TextLink } from './text-link';

type SignInFormProps = {
  action: AuthAction;
  /** Offers the demo login of a local start: posts `intent=demo`, without address or password. */
  demo?: boolean;
  next?: string | undefined;
};

/** Fields: `email`, `password`, `next`, and `intent=demo` from the demo button. */
export function SignInForm({ action, demo = false, next }: SignInFormProps) {
  const [email, setEmail] = useState('');
  return (
    <AuthForm
      action={action}
      next={next}
      submitLabel="Sign in"
      fields={(state) => (
        <>
          <EmailField state={state} value={email} onChange={setEmail} />
          <PasswordField
            state={state}
            kind="current"
            note={<TextLink href="/forgot-password">Forgot password?</TextLink>}
          />
        </>
      )}
      more={
        demo ? (
          <Button type="submit" name="intent" value="demo">
            Use the demo login
          </Button>
        ) : null
      }
    />
  );
}

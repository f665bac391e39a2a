'use client';

import { useState, useSyncExternalStore } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { EmailField, newPasswordHelp, PasswordField } from './auth-fields';
import { AuthForm } from './auth-form';
import type { AuthAction } from './form-state';

const noChanges = () => () => {};
const browserTimezone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Fields: `name`, `email`, `password`, `timezone` (of the browser), `next`. */
export function SignUpForm({ action, next }: { action: AuthAction; next?: string | undefined }) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const timezone = useSyncExternalStore(noChanges, browserTimezone, () => 'UTC');
  return (
    <AuthForm
      action={action}
      next={next}
      submitLabel="Sign up"
      sent={{ title: 'Check your inbox.', text: `Open the link that was sent to ${email} to confirm your address.` }}
      fields={(state) => (
        <>
          <Field label="Name" error={state.fieldErrors?.name}>
            {(control) => (
              <Input
                {...control}
                name="name"
                autoComplete="name"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <EmailField state={state} value={email} onChange={setEmail} />
          <PasswordField state={state} kind="new" help={newPasswordHelp} />
          <input type="hidden" name="timezone" value={timezone} />
        </>
      )}
    />
  );
}

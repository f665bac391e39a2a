'use client';

import { newPasswordHelp, PasswordField } from './auth-fields';
import { AuthForm } from './auth-form';
import type { AuthAction } from './form-state';

/** Field: `password`. */
export function NewPasswordForm({ action }: { action: AuthAction }) {
  return (
    <AuthForm
      action={action}
      submitLabel="Save the password"
      fields={(state) => <PasswordField state={state} label="New password" kind="new" help={newPasswordHelp} />}
    />
  );
}

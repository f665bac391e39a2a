'use client';

import type { ReactNode } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { PasswordInput } from '@/components/ui/password-input';
import type { AuthFormState } from './form-state';

type EmailFieldProps = { state: AuthFormState; value: string; onChange: (value: string) => void };

/** Controlled: a form is reset after its action, and nobody should type an address twice. */
export function EmailField({ state, value, onChange }: EmailFieldProps) {
  return (
    <Field label="Email" error={state.fieldErrors?.email}>
      {(control) => (
        <Input
          {...control}
          name="email"
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type PasswordFieldProps = {
  state: AuthFormState;
  label?: string;
  kind: 'current' | 'new';
  help?: string;
  note?: ReactNode;
};

export function PasswordField({ state, label = 'Password', kind, help, note }: PasswordFieldProps) {
  return (
    <Field label={label} help={help} note={note} error={state.fieldErrors?.password}>
      {(control) => <PasswordInput {...control} name="password" autoComplete={`${kind}-password`} />}
    </Field>
  );
}

export const newPasswordHelp = 'At least 8 characters.';

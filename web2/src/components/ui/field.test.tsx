import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Field, FieldSet } from './field';
import { Input } from './input';
import { PasswordInput } from './password-input';

it('names its control and describes it by help, then error', () => {
  render(
    <Field label="Email" help="Only you see it." error="“jo@nw” is not a complete address.">
      {(control) => <Input {...control} />}
    </Field>,
  );
  const input = screen.getByLabelText('Email');
  expect(input).toBeInvalid();
  expect(input).toHaveAccessibleDescription('Only you see it. “jo@nw” is not a complete address.');
});

it('says nothing of validity while there is no error', () => {
  render(<Field label="Email">{(control) => <Input {...control} />}</Field>);
  expect(screen.getByLabelText('Email')).not.toHaveAttribute('aria-invalid');
  expect(screen.getByLabelText('Email')).not.toHaveAttribute('aria-describedby');
});

it('describes a group by its error', () => {
  render(
    <FieldSet legend="Format" error="Choose a format.">
      <Input aria-label="CSV" />
    </FieldSet>,
  );
  expect(screen.getByRole('group', { name: 'Format' })).toHaveAccessibleDescription('Choose a format.');
});

it('shows and hides a password without losing it', async () => {
  render(<Field label="Password">{(control) => <PasswordInput {...control} />}</Field>);
  const input = screen.getByLabelText('Password');
  await userEvent.type(input, 'open sesame');
  expect(input).toHaveAttribute('type', 'password');
  await userEvent.click(screen.getByRole('button', { name: 'Show password' }));
  expect(input).toHaveAttribute('type', 'text');
  expect(input).toHaveValue('open sesame');
});

import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ForgotPasswordForm } from './forgot-password-form';
import type { AuthAction, AuthFormState } from './form-state';
import { SignInForm } from './sign-in-form';
import { SignUpForm } from './sign-up-form';
import { withNext } from './text-link';

/** An action that answers `state` and keeps what it was sent. */
function answering(state: AuthFormState) {
  const sent: Record<string, FormDataEntryValue>[] = [];
  const action: AuthAction = vi.fn(async (_, data) => {
    sent.push(Object.fromEntries(data));
    return state;
  });
  return { action, sent };
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

it('signs in with address and password, and carries where one was going', async () => {
  const { action, sent } = answering({});
  render(<SignInForm action={action} next="/reports/scheduling?status=paused" />);
  await userEvent.type(screen.getByLabelText('Email'), 'ana@nw.example');
  await userEvent.type(screen.getByLabelText('Password'), 'open sesame');
  await press('Sign in');
  await waitFor(() => expect(sent).not.toEqual([]));
  expect(sent).toEqual([
    { email: 'ana@nw.example', password: 'open sesame', next: '/reports/scheduling?status=paused' },
  ]);
});

it('keeps the address when the password was wrong, and says it once', async () => {
  const { action } = answering({ error: 'Email or password is wrong.' });
  render(<SignInForm action={action} />);
  await userEvent.type(screen.getByLabelText('Email'), 'ana@nw.example');
  await userEvent.type(screen.getByLabelText('Password'), 'guess');
  await press('Sign in');
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('Email or password is wrong.'));
  expect(screen.getByLabelText('Email')).toHaveValue('ana@nw.example');
});

it('uses the demo login in one press', async () => {
  const { action, sent } = answering({});
  render(<SignInForm action={action} demo />);
  await press('Use the demo login');
  await waitFor(() => expect(sent).not.toEqual([]));
  expect(sent).toEqual([expect.objectContaining({ intent: 'demo' })]);
});

it('offers no demo login unless there is one', () => {
  render(<SignInForm action={answering({}).action} />);
  expect(screen.queryByRole('button', { name: 'Use the demo login' })).not.toBeInTheDocument();
});

it('moves the focus to the first field that needs a change', async () => {
  const { action } = answering({
    fieldErrors: { email: '“jo@nw” is not a complete address.', password: 'Too short.' },
  });
  render(<SignUpForm action={action} />);
  await press('Sign up');
  await waitFor(() => expect(screen.getByLabelText('Email')).toHaveFocus());
  expect(screen.getByLabelText('Email')).toHaveAccessibleDescription('“jo@nw” is not a complete address.');
});

it('asks to look into the inbox, and does not tell whether the account exists', async () => {
  render(<ForgotPasswordForm action={answering({ sent: true }).action} />);
  await userEvent.type(screen.getByLabelText('Email'), 'ana@nw.example');
  await press('Send the link');
  expect(await screen.findByRole('status')).toHaveTextContent(
    'Check your inbox. If ana@nw.example has an account, a link to a new password is on its way.',
  );
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

it('takes autocomplete from password managers', () => {
  render(<SignUpForm action={answering({}).action} />);
  expect(screen.getByLabelText('Email')).toHaveAttribute('autocomplete', 'email');
  expect(screen.getByLabelText('Password')).toHaveAttribute('autocomplete', 'new-password');
});

it('keeps the way on in links between the pages', () => {
  expect(withNext('/sign-up', '/a?b=c')).toBe('/sign-up?next=%2Fa%3Fb%3Dc');
  expect(withNext('/sign-up')).toBe('/sign-up');
});

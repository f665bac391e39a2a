import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { expect, fn, userEvent } from 'storybook/test';
import { AuthColumn } from './auth-column';
import { ForgotPasswordForm } from './forgot-password-form';
import type { AuthFormState } from './form-state';
import { NewPasswordForm } from './new-password-form';
import { SignInForm } from './sign-in-form';
import { SignUpForm } from './sign-up-form';
import { TextLink } from './text-link';

const meta = {
  component: AuthColumn,
  parameters: { layout: 'fullscreen' },
} satisfies Meta<typeof AuthColumn>;
export default meta;
type Story = StoryObj<typeof meta>;

const answer = (state: AuthFormState) => fn(async () => state);

export const SignIn: Story = {
  args: {
    title: 'Sign in',
    children: <SignInForm action={answer({})} demo next="/reports/scheduling" />,
    footer: (
      <>
        No account? <TextLink href="/sign-up">Sign up</TextLink>
      </>
    ),
  },
};

export const WrongPassword: Story = {
  args: { title: 'Sign in', children: <SignInForm action={answer({ error: 'Email or password is wrong.' })} /> },
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole('textbox', { name: 'Email' }), 'ana@nw.example');
    await userEvent.click(canvas.getByRole('button', { name: 'Sign in' }));
    await expect(await canvas.findByText('Email or password is wrong.')).toBeVisible();
    await expect(canvas.getByRole('textbox', { name: 'Email' })).toHaveValue('ana@nw.example');
  },
};

export const SignUp: Story = {
  args: {
    title: 'Sign up',
    children: <SignUpForm action={answer({ fieldErrors: { email: '“jo@nw” is not a complete address.' } })} />,
    footer: (
      <>
        Have an account? <TextLink href="/sign-in">Sign in</TextLink>
      </>
    ),
  },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Sign up' }));
    await expect(await canvas.findByText('“jo@nw” is not a complete address.')).toBeVisible();
    await expect(canvas.getByRole('textbox', { name: 'Email' })).toHaveFocus();
  },
};

export const CheckYourInbox: Story = {
  args: {
    title: 'Forgotten password',
    lead: 'We send a link to set a new one.',
    children: <ForgotPasswordForm action={answer({ sent: true })} />,
  },
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole('textbox', { name: 'Email' }), 'ana@nw.example');
    await userEvent.click(canvas.getByRole('button', { name: 'Send the link' }));
    await expect(await canvas.findByText(/If ana@nw.example has an account/)).toBeVisible();
  },
};

export const NewPassword: Story = {
  args: { title: 'New password', children: <NewPasswordForm action={answer({})} /> },
};

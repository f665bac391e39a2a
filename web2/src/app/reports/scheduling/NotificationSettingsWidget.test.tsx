import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { NotificationSettingsWidget } from './NotificationSettingsWidget';
import { problem } from './testing/fake-api';
import { VIEWER } from './testing/fixtures';
import { renderWidget } from './testing/render';

afterEach(() => vi.unstubAllGlobals());

type Options = Parameters<typeof renderWidget>[1];
const show = (options: Options = {}, unfolded = true) =>
  renderWidget(<NotificationSettingsWidget viewer={VIEWER} unfolded={unfolded} />, options);
const box = (name: string) => screen.findByRole('checkbox', { name });

test('is one line that says what is on, and unfolds', async () => {
  const { user } = show({}, false);
  expect(await screen.findByText('6 of 7 events in the app, 5 by email')).toBeVisible();
  const button = screen.getByRole('button', { name: 'Notifications' });
  expect(button).toHaveAttribute('aria-expanded', 'false');
  await user.click(button);
  expect(await screen.findByRole('table', { name: 'What to tell me, and where' })).toBeVisible();
  expect(button).toHaveAttribute('aria-expanded', 'true');
});

test('names every box by its event and its channel', async () => {
  show();
  expect(await box('A run failed again, by email')).not.toBeChecked();
  expect(await box('A run failed again, in the app')).toBeChecked();
  expect(screen.getAllByRole('checkbox')).toHaveLength(14);
});

test('saves a box as soon as it changes, only that one, and says so', async () => {
  const { user, api } = show();
  await user.click(await box('A run failed again, by email'));
  expect(await box('A run failed again, by email')).toBeChecked();
  await waitFor(() => expect(screen.getByText('Saved')).toBeVisible());
  expect(api.calls.find(({ method }) => method === 'PUT')?.body).toEqual({ settings: { run_failed: { email: true } } });
  await waitFor(() => expect(screen.queryByText('Saved')).not.toBeInTheDocument());
});

test('keeps the later of two quick changes', async () => {
  const { user, api } = show();
  await user.click(await box('Working again, by email'));
  await user.click(await box('Working again, by email'));
  await waitFor(() => expect(api.calls.filter(({ method }) => method === 'PUT')).toHaveLength(2));
  await waitFor(async () => expect(await box('Working again, by email')).toBeChecked());
  expect(api.settings.settings.schedule_recovered.email).toBe(true);
});

test('puts a refused box back and offers to try again', async () => {
  const refuse = () => problem(500, 'internal', '');
  const { user, api } = show({ api: { instead: { 'PUT /api/notification-settings': refuse } } });
  await user.click(await box('A run failed again, by email'));
  expect(await screen.findByText('The notification could not be changed. Something failed on our side.')).toBeVisible();
  expect(await box('A run failed again, by email')).not.toBeChecked();
  api.instead = {};
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(async () => expect(await box('A run failed again, by email')).toBeChecked());
});

describe('a box that cannot be off', () => {
  test('stays on, is reached by keyboard, and says why', async () => {
    const { user, api } = show();
    const locked = await box('Stopped after failures, in the app');
    expect(locked).toHaveAttribute('aria-disabled', 'true');
    expect(locked).toHaveAccessibleDescription(/always shown in the app/);
    locked.focus();
    await user.keyboard(' ');
    expect(await screen.findByText(/is always shown in the app, so that no job stops unseen\./)).toBeVisible();
    expect(locked).toBeChecked();
    expect(api.calls.some(({ method }) => method === 'PUT')).toBe(false);
  });
});

test('says why it could not be loaded, and tries again', async () => {
  const { user, api } = show({
    api: { instead: { 'GET /api/notification-settings': () => problem(500, 'internal', '') } },
  });
  expect(await screen.findByText('Your notification settings could not be loaded.')).toBeVisible();
  api.instead = {};
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await box('Working again, by email')).toBeVisible();
});

import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { expect, userEvent } from 'storybook/test';
import { NotificationSettingsWidget } from './NotificationSettingsWidget';
import { problem, silence } from './testing/fake-api';
import { VIEWER } from './testing/fixtures';
import { answerFromFakeApi, withPage } from './testing/stories';

const meta = {
  component: NotificationSettingsWidget,
  args: { viewer: VIEWER, unfolded: true },
  decorators: [withPage],
  beforeEach: answerFromFakeApi,
} satisfies Meta<typeof NotificationSettingsWidget>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Full: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('checkbox', { name: 'A run failed again, by email' }));
    await expect(await canvas.findByText('Saved')).toBeVisible();
    // what cannot be switched off looks as it is, although its tooltip writes `data-state` on it
    const filled = (name: string) => getComputedStyle(canvas.getByRole('checkbox', { name })).backgroundColor;
    await expect(filled('Stopped after failures, in the app')).toBe(filled('Stopped after failures, by email'));
  },
};

export const Folded: Story = {
  args: { unfolded: false },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('6 of 7 events in the app, 5 by email')).toBeVisible();
  },
};

export const Loading: Story = {
  parameters: { api: { instead: { 'GET /api/notification-settings': silence } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('table', { name: 'What to tell me, and where' })).toHaveAttribute(
      'aria-busy',
      'true',
    );
  },
};

export const Failed: Story = {
  parameters: { api: { instead: { 'GET /api/notification-settings': () => problem(503, 'unavailable', '') } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Your notification settings could not be loaded.')).toBeVisible();
  },
};

import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { expect, userEvent } from 'storybook/test';
import { problem, silence } from '../scheduling/testing/fake-api';
import { CALENDAR, VIEWER } from '../scheduling/testing/fixtures';
import { answerFromFakeApi, withPage } from '../scheduling/testing/stories';
import { CalendarWidget } from './CalendarWidget';

const meta = {
  component: CalendarWidget,
  args: { viewer: VIEWER, today: '2026-11-23' },
  decorators: [withPage],
  beforeEach: answerFromFakeApi,
} satisfies Meta<typeof CalendarWidget>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Full: Story = {
  play: async ({ canvas }) => {
    await userEvent.type(await canvas.findByLabelText('Name'), 'Move to the new office');
    await userEvent.type(canvas.getByLabelText('First day'), '2027-05-03');
    await userEvent.click(canvas.getByRole('button', { name: 'Add days' }));
    await expect(await canvas.findByText('Mon 3 May 2027')).toBeVisible();
  },
};

export const Empty: Story = {
  parameters: {
    api: { calendar: { ...CALENDAR, holiday_country: null, public_holidays: [], blackout_dates: [] } },
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('No days off yet')).toBeVisible();
  },
};

export const ForMembersWhoMayNotChangeIt: Story = {
  parameters: { api: { calendar: { ...CALENDAR, can_edit: false } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/An admin may change this/)).toBeVisible();
    await expect(canvas.queryByRole('button')).toBeNull();
  },
};

export const Loading: Story = {
  parameters: { api: { instead: { 'GET /api/calendar': silence } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('The calendar is loading.')).toBeInTheDocument();
  },
};

export const Failed: Story = {
  parameters: { api: { instead: { 'GET /api/calendar': () => problem(503, 'unavailable', '') } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('The calendar could not be loaded.')).toBeVisible();
  },
};

import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { expect } from 'storybook/test';
import { SchedulingPage } from './scheduling-page';
import { JOBS, RUNS } from './testing/examples';
import { problem } from './testing/fake-api';
import { VIEWER } from './testing/fixtures';
import { answerFromFakeApi, withPage } from './testing/stories';

const meta = {
  component: SchedulingPage,
  args: { viewer: VIEWER },
  decorators: [
    (Story) => (
      <main className="grid gap-8">
        <Story />
      </main>
    ),
    withPage,
  ],
  beforeEach: answerFromFakeApi,
  parameters: { nextjs: { navigation: { pathname: '/reports/scheduling' } }, api: { jobs: JOBS, runs: RUNS } },
} satisfies Meta<typeof SchedulingPage>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Full: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('6 active, 3 need attention.', { exact: false })).toBeVisible();
    await expect(await canvas.findByText('Latest runs')).toBeVisible();
  },
};

export const FormOpen: Story = {
  parameters: { search: '?new' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('combobox', { name: 'Report' })).toBeVisible();
    await expect(canvas.queryByRole('button', { name: 'Schedule New Report Export' })).toBeNull();
  },
};

export const FirstUse: Story = {
  parameters: { api: { jobs: [], runs: [] } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Schedule your first export')).toBeVisible();
  },
};

const down = () => problem(503, 'unavailable', '');

export const Down: Story = {
  parameters: {
    api: {
      instead: {
        'GET /api/scheduled-exports': down,
        'GET /api/export-runs': down,
        'GET /api/notification-settings': down,
      },
    },
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('The runs could not be loaded.')).toBeVisible();
  },
};

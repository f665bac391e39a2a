import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { expect, screen, userEvent } from 'storybook/test';
import { ScheduledJobsListWidget } from './ScheduledJobsListWidget';
import { JOBS } from './testing/examples';
import { problem, silence } from './testing/fake-api';
import { idOf, job, VIEWER } from './testing/fixtures';
import { answerFromFakeApi, withPage } from './testing/stories';

const meta = {
  component: ScheduledJobsListWidget,
  args: { viewer: VIEWER },
  decorators: [withPage],
  beforeEach: answerFromFakeApi,
} satisfies Meta<typeof ScheduledJobsListWidget>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Full: Story = {
  parameters: { api: { jobs: JOBS } },
  args: { litId: idOf('job', 2) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('link', { name: 'US compliance summary' })).toBeVisible();
    await expect(canvas.getByText('Failing (2 of 5)')).toBeVisible();
  },
};

export const Loading: Story = {
  parameters: { api: { instead: { 'GET /api/scheduled-exports': silence } } },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector('[aria-busy="true"]')).not.toBeNull();
  },
};

export const Failed: Story = {
  parameters: { api: { instead: { 'GET /api/scheduled-exports': () => problem(503, 'unavailable', '') } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('The jobs could not be loaded.')).toBeVisible();
  },
};

export const FirstUse: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Schedule your first export')).toBeVisible();
  },
};

export const NothingFound: Story = {
  parameters: { api: { jobs: JOBS }, search: '?q=emea&status=paused' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('No job matches “emea” and Paused.')).toBeVisible();
  },
};

export const ManyPages: Story = {
  parameters: { api: { jobs: Array.from({ length: 120 }, (_, i) => job(i + 1)) }, search: '?after=50' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Jobs 51 – 100')).toBeVisible();
  },
};

export const RowMenu: Story = {
  parameters: { api: { jobs: JOBS } },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Actions for US compliance summary' }));
    await expect(await screen.findByRole('menuitem', { name: 'Pause' })).toBeVisible();
  },
};

export const RunningNow: Story = {
  parameters: {
    api: { jobs: [job(1, { name: 'Board pack', targets: [{ method: 'email', to: ['cfo@partner.example'] }] })] },
  },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Actions for Board pack' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Run now' }));
    await expect(await screen.findByRole('alertdialog', { name: 'Run “Board pack” now?' })).toBeVisible();
  },
};

export const Deleting: Story = {
  parameters: { api: { jobs: JOBS } },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Actions for Board pack' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete…' }));
    await expect(await screen.findByRole('alertdialog', { name: 'Delete “Board pack”?' })).toBeVisible();
  },
};

import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { expect, screen, userEvent } from 'storybook/test';
import { JobHistoryWidget } from './JobHistoryWidget';
import { JOBS, RUNS } from './testing/examples';
import { problem, silence } from './testing/fake-api';
import { run, VIEWER } from './testing/fixtures';
import { answerFromFakeApi, withPage } from './testing/stories';

const meta = {
  component: JobHistoryWidget,
  args: { viewer: VIEWER },
  decorators: [withPage],
  beforeEach: answerFromFakeApi,
} satisfies Meta<typeof JobHistoryWidget>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Full: Story = {
  parameters: { api: { jobs: JOBS, runs: RUNS } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Open findings, EMEA')).toBeVisible();
    await expect(canvas.getByRole('progressbar', { name: 'Evidence log, hourly' })).toBeVisible();
  },
};

export const Opened: Story = {
  parameters: { api: { jobs: JOBS, runs: RUNS } },
  play: async ({ canvas }) => {
    for (const name of [
      /^Details of Open findings, EMEA/,
      /^Details of Quarterly control/,
      /^Details of US compliance/,
    ]) {
      await userEvent.click(await canvas.findByRole('button', { name }));
    }
    await expect(canvas.getByRole('table', { name: 'Deliveries of Open findings, EMEA' })).toBeVisible();
    await expect(canvas.getByRole('list', { name: 'Notes on the file' })).toHaveTextContent(
      '3 cells were longer than Excel allows',
    );
  },
};

export const Replaying: Story = {
  parameters: { api: { jobs: JOBS, runs: RUNS } },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: /^Details of US compliance summary/ }));
    await userEvent.click(canvas.getByRole('button', { name: 'Replay this occurrence…' }));
    await expect(await screen.findByRole('alertdialog', { name: /^Replay “US compliance summary”/ })).toBeVisible();
  },
};

export const Latest: Story = { ...Full, args: { latest: 5 } };

export const Loading: Story = {
  parameters: { api: { instead: { 'GET /api/export-runs': silence } } },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector('[aria-busy="true"]')).not.toBeNull();
  },
};

export const Failed: Story = {
  parameters: { api: { instead: { 'GET /api/export-runs': () => problem(503, 'unavailable', '') } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('The runs could not be loaded.')).toBeVisible();
  },
};

export const NothingYet: Story = {
  parameters: { api: { jobs: JOBS } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('No runs yet')).toBeVisible();
  },
};

export const NothingFound: Story = {
  parameters: { api: { runs: RUNS }, search: '?run_status=succeeded&job=nobody' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('No run matches Delivered and this job.')).toBeVisible();
  },
};

export const ManyPages: Story = {
  parameters: { api: { runs: Array.from({ length: 60 }, (_, i) => run(i + 1)) }, search: '?runs_after=25' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Runs 26 – 50')).toBeVisible();
  },
};

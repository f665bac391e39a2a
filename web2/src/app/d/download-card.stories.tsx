import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { expect } from 'storybook/test';
import NotFound from './[token]/not-found';
import { DownloadCard } from './download-card';

const link = {
  state: 'ready' as const,
  organization_name: 'Northwind',
  schedule_name: 'US compliance summary',
  file_name: 'us-compliance-summary_2026-11-16_2026-11-22.csv',
  format_label: 'CSV',
  notes: [],
  row_count: 384_210,
  byte_size: 61_200_000,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  expires_at: new Date('2026-12-23T14:00:00Z'),
  timezone: 'America/New_York',
};

const meta = {
  component: DownloadCard,
  parameters: { layout: 'fullscreen' },
  args: { link, action: '/api/downloads/token' },
} satisfies Meta<typeof DownloadCard>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Ready: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('heading', { name: 'US compliance summary' })).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Download' })).toHaveAttribute('type', 'submit');
    await expect(canvas.getByText(/until 23 Dec 2026/)).toBeVisible();
  },
};
export const WithNotes: Story = {
  args: {
    link: {
      ...link,
      format_label: 'Excel',
      notes: [
        'Cut at the job’s limit of 384,210 rows. More rows matched.',
        '1 cell was longer than Excel allows (32,767 characters) and was cut: it ends with “… (cut)” (Remarks).',
      ],
    },
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('list', { name: 'Notes on the file' })).toHaveTextContent('Cut at the job’s limit');
  },
};
export const LongNames: Story = {
  args: {
    link: {
      ...link,
      schedule_name: 'Wöchentliche_Zusammenfassung_'.repeat(4),
      file_name: `${'woechentliche-zusammenfassung-'.repeat(5)}.csv`,
    },
  },
};
export const Expired: Story = { args: { link: { ...link, state: 'expired' } } };
export const Withdrawn: Story = { args: { link: { ...link, state: 'revoked' } } };
export const Unknown: Story = { render: () => <NotFound /> };
export const Removed: Story = { args: { link: { ...link, state: 'removed' } } };

import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { CircleAlert, CircleCheck, CirclePause, CircleX, LoaderCircle } from 'lucide-react';
import { Badge } from './badge';
import { StatusBadge } from './status-badge';

const meta = { component: Badge } satisfies Meta<typeof Badge>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Tones: Story = {
  render: () => (
    <div className="flex flex-wrap gap-2">
      <StatusBadge word="Delivered" icon={CircleCheck} tone="success" />
      <StatusBadge word="Partly delivered" icon={CircleAlert} tone="warning" />
      <StatusBadge word="Failing" icon={CircleAlert} tone="warning" detail="(2 of 5)" />
      <StatusBadge word="Failed" icon={CircleX} tone="danger" />
      <StatusBadge word="Running" icon={LoaderCircle} tone="info" spinning />
      <StatusBadge word="Paused" icon={CirclePause} tone="neutral" />
      <Badge>12 columns</Badge>
    </div>
  ),
};

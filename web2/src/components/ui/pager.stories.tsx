import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { fn } from 'storybook/test';
import { Pagination } from './pagination';
import { Progress } from './progress';

const meta = { component: Pagination, args: { label: 'Scheduled jobs' } } satisfies Meta<typeof Pagination>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Middle: Story = { args: { children: '51 – 100 of 131', onPrevious: fn(), onNext: fn() } };
export const Last: Story = { args: { children: '101 – 131 of 131', onPrevious: fn() } };

export const Bars: Story = {
  render: () => (
    <div className="grid max-w-form gap-4">
      <Progress label="Evidence log" value={62} />
      <Progress label="Board pack" />
    </div>
  ),
};

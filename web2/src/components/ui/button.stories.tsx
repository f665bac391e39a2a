import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { Plus } from 'lucide-react';
import { expect, fn, userEvent } from 'storybook/test';
import { Button } from './button';

const meta = { component: Button, args: { children: 'Schedule export', onClick: fn() } } satisfies Meta<typeof Button>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Variants: Story = {
  render: () => (
    <div className="flex flex-wrap items-center gap-3">
      <Button variant="primary">
        <Plus aria-hidden className="size-4" strokeWidth={1.75} />
        Schedule New Report Export
      </Button>
      <Button>Send a test to me</Button>
      <Button variant="ghost">Cancel</Button>
      <Button variant="danger">Delete 3 jobs</Button>
      <Button size="sm">Review</Button>
      <Button disabled>Disabled</Button>
      <Button variant="primary" loading>
        Schedule export
      </Button>
      <Button asChild>
        <a href="#history">Run history</a>
      </Button>
    </div>
  ),
};

export const LoadingKeepsWidth: Story = {
  args: { variant: 'primary' },
  render: (args) => (
    <div className="grid justify-items-start gap-3">
      <Button {...args} data-testid="rest" />
      <Button {...args} data-testid="busy" loading />
    </div>
  ),
  play: async ({ canvas, args }) => {
    const busy = canvas.getByTestId('busy');
    await expect(busy.offsetWidth).toBe(canvas.getByTestId('rest').offsetWidth);
    await userEvent.click(busy);
    await expect(args.onClick).not.toHaveBeenCalled();
    await expect(busy).toHaveFocus();
  },
};

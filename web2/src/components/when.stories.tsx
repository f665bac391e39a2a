import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { When } from './when';

const meta = {
  component: When,
  args: { value: '2026-11-30T14:00:00Z', zone: 'America/New_York', now: new Date('2026-11-23T18:00:00Z') },
} satisfies Meta<typeof When>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Forms: Story = {
  render: (args) => (
    <div className="grid justify-items-start gap-3">
      <When {...args} />
      <When {...args} hourCycle="h12" />
      <When {...args} form="relative" />
      <When {...args} value="2026-11-24T12:30:00Z" form="near" />
      <When {...args} form="stacked" />
      <When {...args} value="2027-01-04T14:00:00Z" form="stacked" />
    </div>
  ),
};

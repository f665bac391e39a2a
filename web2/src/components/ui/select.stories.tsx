import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { expect, screen, userEvent, within } from 'storybook/test';
import { Field } from './field';
import { Select } from './select';

const options = [
  { value: 'skip', label: 'Skip it' },
  { value: 'latest', label: 'Run the latest, marked late', description: 'After downtime' },
  { value: 'all', label: 'Run all of the last 24 hours' },
];

const meta = { component: Select, args: { options, defaultValue: 'latest' } } satisfies Meta<typeof Select>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Open: Story = {
  // Radix hides the page behind the open list from screen readers; axe knows that pattern for dialogs only
  parameters: { a11y: { config: { rules: [{ id: 'aria-hidden-focus', enabled: false }] } } },
  render: (args) => (
    <div className="h-60 max-w-80">
      <Field label="If a run was missed">{(control) => <Select {...args} {...control} />}</Field>
    </div>
  ),
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('combobox', { name: 'If a run was missed' }));
    const list = await screen.findByRole('listbox');
    await expect(within(list).getByRole('option', { name: /Run the latest/ })).toHaveAttribute('aria-selected', 'true');
  },
};

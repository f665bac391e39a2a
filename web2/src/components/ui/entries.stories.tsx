import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { useState } from 'react';
import { expect, screen, userEvent } from 'storybook/test';
import { ChipField } from './chip-field';
import { Combobox } from './combobox';
import { Field } from './field';

const meta = { title: 'ui/entries' } satisfies Meta;
export default meta;
type Story = StoryObj<typeof meta>;

const complete = (entry: string) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(entry);

function To({ initial }: { initial: string[] }) {
  const [value, setValue] = useState(initial);
  const wrong = value.find((entry) => !complete(entry));
  return (
    <div className="max-w-form">
      <Field
        label="To"
        help="Separate with commas, spaces or new lines. Paste a whole list."
        error={wrong && `“${wrong}” is not a complete address.`}
      >
        {(control) => (
          <ChipField
            {...control}
            value={value}
            onValueChange={setValue}
            isValid={complete}
            noteFor={(entry) => (entry.endsWith('partner.example') ? 'outside Northwind' : undefined)}
            placeholder="name@company.example"
            inputMode="email"
          />
        )}
      </Field>
    </div>
  );
}

export const Chips: Story = {
  render: () => <To initial={['ana@nw.example', 'jo@partner.example', 'jo@northwind']} />,
};

export const NoChips: Story = { render: () => <To initial={[]} /> };

const zones = [
  { value: 'Europe/Berlin', label: 'Berlin (UTC+1)' },
  { value: 'America/New_York', label: 'New York (UTC-5)', keywords: ['EST'] },
  { value: 'Asia/Tokyo', label: 'Tokyo (UTC+9)', description: 'No clock changes' },
];

function Zone() {
  const [value, setValue] = useState<string | undefined>('America/New_York');
  return (
    <div className="h-80 max-w-80">
      <Field label="Time zone">
        {(control) => (
          <Combobox
            {...control}
            options={zones}
            value={value}
            onValueChange={setValue}
            placeholder="Choose a time zone"
            searchPlaceholder="City or offset"
            emptyText="No such zone."
          />
        )}
      </Field>
    </div>
  );
}

export const Search: Story = {
  render: () => <Zone />,
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('combobox', { name: 'Time zone' }));
    const input = await screen.findByRole('combobox', { name: 'City or offset' });
    const active = () => document.getElementById(input.getAttribute('aria-activedescendant') ?? '');
    await expect(active()).toHaveTextContent('New York');
    await userEvent.keyboard('{ArrowDown}');
    await expect(active()).toHaveTextContent('Tokyo');
  },
};

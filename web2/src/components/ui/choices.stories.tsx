import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { useState } from 'react';
import { expect, fn, userEvent } from 'storybook/test';
import { Checkbox, CheckboxRow } from './checkbox';
import { FieldSet } from './field';
import { RadioCards } from './radio-cards';
import { Segmented } from './segmented';
import { Switch, SwitchRow } from './switch';

const meta = { title: 'ui/choices' } satisfies Meta;
export default meta;
type Story = StoryObj<typeof meta>;

export const Checkboxes: Story = {
  render: () => (
    <div className="grid gap-3">
      <CheckboxRow label="In-app" defaultChecked />
      <CheckboxRow label="Email" help="Sent to ana@nw.example" />
      <Checkbox aria-label="Select all" checked="indeterminate" />
      <Checkbox aria-label="Slack, not connected" aria-disabled />
    </div>
  ),
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByText('Email'));
    await expect(canvas.getByRole('checkbox', { name: 'Email' })).toBeChecked();
  },
};

export const Switches: Story = {
  render: () => (
    <div className="grid max-w-form gap-3">
      <SwitchRow label="Quiet hours" help="Held until 07:00, then sent as one message." defaultChecked />
      <Switch aria-label="Digest" />
    </div>
  ),
};

const formats = [
  { value: 'csv', label: 'CSV', description: 'Opens anywhere, best for many rows' },
  { value: 'xlsx', label: 'Excel', description: 'Typed columns and a summary sheet' },
  { value: 'pdf', label: 'PDF', description: 'For printing', disabled: true },
];

export const OptionCards: Story = {
  render: () => (
    <div className="max-w-form">
      <FieldSet legend="Format">
        <RadioCards aria-label="Format" options={formats} defaultValue="csv" onValueChange={fn()} />
      </FieldSet>
    </div>
  ),
  play: async ({ canvas }) => {
    await userEvent.tab();
    await expect(canvas.getByRole('radio', { name: /^CSV/ })).toHaveFocus();
    await userEvent.keyboard('{ArrowRight>}');
    // held, as a finger does: the choice follows the focus a moment later
    await expect(canvas.getByRole('radio', { name: /^Excel/ })).toBeChecked();
    await userEvent.keyboard('{/ArrowRight}');
  },
};

const views = [
  { value: 'presets', label: 'Presets' },
  { value: 'words', label: 'In words' },
  { value: 'cron', label: 'Cron or RRULE' },
] as const;

function HowOften() {
  const [view, setView] = useState<(typeof views)[number]['value']>('presets');
  return <Segmented label="How often" options={views} value={view} onValueChange={setView} />;
}

export const Segments: Story = {
  render: () => <HowOften />,
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('radio', { name: 'In words' }));
    await expect(canvas.getByRole('radio', { name: 'In words' })).toBeChecked();
  },
};

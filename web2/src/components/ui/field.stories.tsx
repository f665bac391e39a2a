import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { expect } from 'storybook/test';
import { Field } from './field';
import { Input } from './input';
import { PasswordInput } from './password-input';
import { Select } from './select';
import { Textarea } from './textarea';

const meta = { title: 'ui/field' } satisfies Meta;
export default meta;
type Story = StoryObj<typeof meta>;

const frequencies = [
  { value: 'day', label: 'Every day' },
  { value: 'week', label: 'Every week', description: 'On the days that you choose' },
  { value: 'month', label: 'Every month', disabled: true },
];

export const All: Story = {
  render: () => (
    <div className="grid max-w-form gap-5">
      <Field label="Name" help="From report and schedule until you change it." note="optional">
        {(control) => <Input {...control} placeholder="US compliance summary" />}
      </Field>
      <Field label="Schedule in words" error="“25pm” is not a time. Try 17:00 or 5pm.">
        {(control) => <Input {...control} defaultValue="every weekday at 25pm" />}
      </Field>
      <Field label="Password">{(control) => <PasswordInput {...control} defaultValue="secret" />}</Field>
      <Field label="Message">{(control) => <Textarea {...control} defaultValue="Numbers of {period}." />}</Field>
      <Field label="Repeats">{(control) => <Select {...control} options={frequencies} defaultValue="week" />}</Field>
      <Field label="Format" error="Choose a format.">
        {(control) => <Select {...control} options={frequencies} placeholder="Choose a format" />}
      </Field>
      <Field label="Locked">{(control) => <Input {...control} disabled defaultValue="compliance_summary" />}</Field>
    </div>
  ),
  play: async ({ canvas }) => {
    const wrong = canvas.getByRole('textbox', { name: 'Schedule in words' });
    await expect(wrong).toBeInvalid();
    await expect(wrong).toHaveAccessibleDescription('“25pm” is not a time. Try 17:00 or 5pm.');
  },
};

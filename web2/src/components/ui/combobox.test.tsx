import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { Combobox } from './combobox';
import { wordFilter } from './command';
import { Field } from './field';

const zones = [
  { value: 'Europe/Berlin', label: 'Berlin (UTC+1)' },
  { value: 'America/New_York', label: 'New York (UTC-5)', keywords: ['EST', 'Eastern'] },
  { value: 'Asia/Tokyo', label: 'Tokyo (UTC+9)' },
];

function Zone() {
  const [value, setValue] = useState<string>();
  return (
    <Field label="Time zone" error="Choose a time zone.">
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
  );
}

const trigger = () => screen.getByRole('combobox', { name: 'Time zone' });
const search = () => screen.findByRole('combobox', { name: 'City or offset' });
const activeOption = (input: HTMLElement) => {
  const id = input.getAttribute('aria-activedescendant');
  return id === null ? null : document.getElementById(id);
};

beforeEach(() => {
  render(<Zone />);
});

it('is named and described by its field', () => {
  expect(trigger()).toHaveTextContent('Choose a time zone');
  expect(trigger()).toBeInvalid();
  expect(trigger()).toHaveAccessibleDescription('Choose a time zone.');
});

it('takes what is found by a hidden keyword, and gives the focus back', async () => {
  await userEvent.click(trigger());
  await userEvent.type(await search(), 'est{Enter}');
  expect(trigger()).toHaveTextContent('New York (UTC-5)');
  expect(trigger()).toHaveFocus();
});

it('says that nothing matches', async () => {
  await userEvent.click(trigger());
  await userEvent.type(await search(), 'atlantis');
  expect(screen.getByText('No such zone.')).toBeVisible();
});

describe('the active option', () => {
  it('is told to screen readers as soon as the list is open', async () => {
    await userEvent.click(trigger());
    const input = await search();
    expect(activeOption(input)).toHaveTextContent('Berlin');
  });

  it('follows the arrow keys', async () => {
    await userEvent.click(trigger());
    const input = await search();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(activeOption(input)).toHaveTextContent('Tokyo');
  });

  it('follows a search that moves it', async () => {
    await userEvent.click(trigger());
    const input = await search();
    await userEvent.type(input, 'tok');
    expect(within(screen.getByRole('listbox')).getAllByRole('option')).toHaveLength(1);
    expect(activeOption(input)).toHaveTextContent('Tokyo');
  });

  it('is none when nothing matches', async () => {
    await userEvent.click(trigger());
    const input = await search();
    await userEvent.type(input, 'atlantis');
    expect(input).not.toHaveAttribute('aria-activedescendant');
  });
});

describe('the search', () => {
  it('wants every word, in any order', () => {
    expect(wordFilter('america/new_york', 'york new', ['New York (UTC-5)'])).toBeGreaterThan(0);
    expect(wordFilter('america/new_york', 'york old', ['New York (UTC-5)'])).toBe(0);
  });

  it('puts names that begin with it first', () => {
    const begins = wordFilter('a', 'york', ['York']);
    expect(begins).toBeGreaterThan(wordFilter('b', 'york', ['New York']));
  });
});

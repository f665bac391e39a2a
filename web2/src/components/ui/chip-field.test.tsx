import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { Announcer } from './announcer';
import { ChipField } from './chip-field';
import { Field } from './field';

const complete = (entry: string) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(entry);

function To({ initial }: { initial: string[] }) {
  const [value, setValue] = useState<string[]>(initial);
  return (
    <>
      <Field label="To">
        {(control) => (
          <ChipField
            {...control}
            value={value}
            onValueChange={setValue}
            isValid={complete}
            invalidWords="not a complete address"
          />
        )}
      </Field>
      <button type="button">Next</button>
      <Announcer />
    </>
  );
}

const chips = () => screen.queryAllByRole('listitem').map((item) => item.textContent);
const input = () => screen.getByRole('textbox', { name: 'To' });
const remove = (entry: string) => screen.getByRole('button', { name: `Remove ${entry}` });

describe('typing', () => {
  beforeEach(() => {
    render(<To initial={[]} />);
  });

  it.each(['{Enter}', ',', ' ', ';', '{Tab}'])('commits with %s', async (key) => {
    await userEvent.type(input(), `ana@nw.example${key}`);
    expect(chips()).toEqual(['ana@nw.example']);
    expect(input()).toHaveValue('');
  });

  it('keeps what is not valid, and says so in its chip', async () => {
    await userEvent.type(input(), 'jo@northwind{Enter}');
    expect(chips()).toEqual(['jo@northwind, not valid']);
  });

  it('keeps one of two equal entries', async () => {
    await userEvent.type(input(), 'ana@nw.example Ana@NW.example ');
    expect(chips()).toEqual(['ana@nw.example']);
  });
});

describe('pasting', () => {
  it('splits a list, keeps all of it and says how many are wrong', async () => {
    render(<To initial={[]} />);
    await userEvent.click(input());
    await userEvent.paste('Ana Ruiz <ana@nw.example>; jo@nw.example\njo@northwind');
    expect(chips()).toEqual(['ana@nw.example', 'jo@nw.example', 'jo@northwind, not valid']);
    expect(screen.getByRole('status')).toHaveTextContent('3 added, 1 not a complete address');
  });

  it('leaves a single word in the input, to go on typing', async () => {
    render(<To initial={[]} />);
    await userEvent.click(input());
    await userEvent.paste('ana');
    expect(chips()).toEqual([]);
    expect(input()).toHaveValue('ana');
  });
});

describe('the keyboard', () => {
  const three = ['a@nw.example', 'b@nw.example', 'c@nw.example'];
  beforeEach(() => {
    render(<To initial={three} />);
  });

  it('selects the last chip with the first Backspace and removes it with the second', async () => {
    await userEvent.type(input(), '{Backspace}');
    expect(remove('c@nw.example')).toHaveFocus();
    expect(chips()).toHaveLength(3);
    await userEvent.keyboard('{Backspace}');
    expect(chips()).toEqual(['a@nw.example', 'b@nw.example']);
    expect(remove('b@nw.example')).toHaveFocus();
  });

  it('walks the chips by arrow keys and back into the input', async () => {
    await userEvent.type(input(), '{ArrowLeft}{ArrowLeft}');
    expect(remove('b@nw.example')).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(input()).toHaveFocus();
  });

  it('moves to the next chip when one in the middle is deleted', async () => {
    await userEvent.type(input(), '{ArrowLeft}{ArrowLeft}{Delete}');
    expect(chips()).toEqual(['a@nw.example', 'c@nw.example']);
    expect(remove('c@nw.example')).toHaveFocus();
  });

  it('passes all chips in one step of Tab', async () => {
    await userEvent.tab();
    expect(input()).toHaveFocus();
    await userEvent.tab();
    expect(screen.getByRole('button', { name: 'Next' })).toHaveFocus();
  });
});

it('folds away what is over twenty', async () => {
  render(<To initial={Array.from({ length: 57 }, (_, i) => `p${i}@nw.example`)} />);
  expect(chips()).toHaveLength(20);
  await userEvent.click(screen.getByRole('button', { name: '+37 more' }));
  expect(chips()).toHaveLength(57);
});

import { act, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Announcer, announce } from './announcer';

it('is there, empty, before anything is said', () => {
  render(<Announcer />);
  expect(screen.getByRole('status')).toBeEmptyDOMElement();
  expect(screen.getByRole('alert')).toBeEmptyDOMElement();
});

it('says politely, or at once when told so', () => {
  render(<Announcer />);
  act(() => announce('131 jobs'));
  act(() => announce('2 fields need a change', 'alert'));
  expect(screen.getByRole('status')).toHaveTextContent('131 jobs');
  expect(screen.getByRole('alert')).toHaveTextContent('2 fields need a change');
});

it('changes its text when the same is said again, so that it is read again', () => {
  render(<Announcer />);
  act(() => announce('131 jobs'));
  const first = screen.getByRole('status').textContent;
  act(() => announce('131 jobs'));
  expect(screen.getByRole('status').textContent).not.toBe(first);
});

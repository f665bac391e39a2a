import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { Button } from './button';

it('keeps its name and ignores presses while it is loading', async () => {
  const onClick = vi.fn();
  const onSubmit = vi.fn((event: { preventDefault: () => void }) => event.preventDefault());
  render(
    <form onSubmit={onSubmit}>
      <Button type="submit" loading onClick={onClick}>
        Schedule export
      </Button>
    </form>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Schedule export' }));
  expect(onClick).not.toHaveBeenCalled();
  expect(onSubmit).not.toHaveBeenCalled();
});

it('does not submit a form unless it is told to', async () => {
  const onSubmit = vi.fn((event: { preventDefault: () => void }) => event.preventDefault());
  render(
    <form onSubmit={onSubmit}>
      <Button>Preview</Button>
    </form>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Preview' }));
  expect(onSubmit).not.toHaveBeenCalled();
});

it('gives its look to a link', () => {
  render(
    <Button asChild variant="primary">
      <a href="/reports">Reports</a>
    </Button>,
  );
  expect(screen.getByRole('link', { name: 'Reports' })).toHaveClass('bg-accent');
});

import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ErrorState, NoResults } from './states';

it('offers to try again, and keeps the request id under Details', async () => {
  const onRetry = vi.fn();
  render(
    <ErrorState title="The jobs could not be loaded." requestId="7f3a" onRetry={onRetry}>
      The server did not answer.
    </ErrorState>,
  );
  expect(screen.getByRole('alert')).toHaveTextContent('The jobs could not be loaded.');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onRetry).toHaveBeenCalledOnce();
  expect(screen.getByText('7f3a')).not.toBeVisible();
  await userEvent.click(screen.getByText('Details'));
  expect(screen.getByText('7f3a')).toBeVisible();
});

it('clears the filters when nothing matches', async () => {
  const onClear = vi.fn();
  render(<NoResults title="No job matches “emea”." onClear={onClear} />);
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(onClear).toHaveBeenCalledOnce();
});

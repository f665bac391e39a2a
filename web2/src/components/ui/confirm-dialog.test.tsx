import { render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfirmDialog } from './confirm-dialog';

// Radix keeps what is animated until its animation ends, which in jsdom never happens.
const style = document.createElement('style');
style.textContent = '[role=alertdialog][data-state=closed] { animation-name: pop-out }';
beforeEach(() => document.head.append(style));
afterEach(() => style.remove());

const Asking = ({ job }: { job: string | null }) => (
  <ConfirmDialog
    open={job !== null}
    onOpenChange={() => undefined}
    title={`Run “${job ?? ''}” now?`}
    description={`It mails ${job ? 3 : 0} people.`}
    confirmLabel="Run now"
    onConfirm={() => undefined}
  />
);

test('keeps its words while it fades, though what it asked about is gone', async () => {
  const { rerender } = render(<Asking job="Board pack" />);
  const dialog = await screen.findByRole('alertdialog', { name: 'Run “Board pack” now?' });
  rerender(<Asking job={null} />);
  expect(dialog).toHaveAttribute('data-state', 'closed');
  expect(dialog).toHaveTextContent('Run “Board pack” now?It mails 3 people.');
  rerender(<Asking job="Archive" />);
  expect(await screen.findByRole('alertdialog', { name: 'Run “Archive” now?' })).toBeVisible();
});

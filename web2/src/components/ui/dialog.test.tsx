import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { Button } from './button';
import { ConfirmDialog } from './confirm-dialog';
import { Dialog, DialogContent, DialogTrigger } from './dialog';
import { Menu, MenuContent, MenuItem, MenuTrigger } from './dropdown-menu';
import { TooltipProvider } from './tooltip';

function Deleting({ onDelete, pending = false }: { onDelete: () => void; pending?: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button>More</Button>
        </MenuTrigger>
        <MenuContent>
          <MenuItem onSelect={() => setOpen(true)}>Delete</MenuItem>
        </MenuContent>
      </Menu>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Delete “Board pack”?"
        description="Files already sent stay in the history."
        confirmLabel="Delete the job"
        onConfirm={onDelete}
        pending={pending}
      />
    </>
  );
}

async function ask() {
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'Delete' }));
  return await screen.findByRole('alertdialog', { name: 'Delete “Board pack”?' });
}

it('asks with the focus on Cancel, and says what stays', async () => {
  render(<Deleting onDelete={vi.fn()} />);
  const dialog = await ask();
  expect(dialog).toHaveAccessibleDescription('Files already sent stay in the history.');
  await waitFor(() => expect(screen.getByRole('button', { name: 'Cancel' })).toHaveFocus());
});

it('does nothing on Cancel, and gives the focus back to the menu it came from', async () => {
  const onDelete = vi.fn();
  render(<Deleting onDelete={onDelete} />);
  await ask();
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.getByRole('button', { name: 'More' })).toHaveFocus());
  expect(onDelete).not.toHaveBeenCalled();
});

it('stays open while it waits', async () => {
  render(<Deleting onDelete={vi.fn()} pending />);
  await ask();
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('alertdialog')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Delete the job' })).toHaveAttribute('aria-busy', 'true');
});

it('leaves the focus where it was put on purpose', async () => {
  render(
    <>
      <input aria-label="Next row" />
      <Deleting onDelete={vi.fn()} />
    </>,
  );
  await ask();
  // what a list does after a row is deleted
  const observer = new MutationObserver(
    () => screen.queryByRole('alertdialog') ?? screen.getByLabelText('Next row').focus(),
  );
  observer.observe(document.body, { childList: true, subtree: true });
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument());
  await new Promise((resolve) => setTimeout(resolve, 20));
  observer.disconnect();
  expect(screen.getByLabelText('Next row')).toHaveFocus();
});

it('gives the focus back to its own trigger', async () => {
  render(
    <TooltipProvider>
      <Dialog>
        <DialogTrigger asChild>
          <Button>Hand over…</Button>
        </DialogTrigger>
        <DialogContent title="Hand over “Board pack”" />
      </Dialog>
    </TooltipProvider>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Hand over…' }));
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(screen.getByRole('button', { name: 'Hand over…' })).toHaveFocus());
});

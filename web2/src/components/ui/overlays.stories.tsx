import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { Ellipsis } from 'lucide-react';
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test';
import { Button } from './button';
import { ConfirmDialog } from './confirm-dialog';
import { Dialog, DialogContent, DialogTrigger } from './dialog';
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from './dropdown-menu';
import { Field } from './field';
import { IconButton } from './icon-button';
import { Input } from './input';
import { Popover, PopoverContent, PopoverTrigger } from './popover';

const meta = { title: 'ui/overlays' } satisfies Meta;
export default meta;
type Story = StoryObj<typeof meta>;

export const InMenu: Story = {
  render: () => (
    <div className="h-80">
      <Menu>
        <MenuTrigger asChild>
          <Button>
            <Ellipsis aria-hidden className="size-4" />
            More
          </Button>
        </MenuTrigger>
        <MenuContent align="start">
          <MenuItem>Run now</MenuItem>
          <MenuItem disabled>Pause</MenuItem>
          <MenuSeparator />
          <MenuLabel>Theme</MenuLabel>
          <MenuRadioGroup value="light">
            <MenuRadioItem value="system">System</MenuRadioItem>
            <MenuRadioItem value="light">Light</MenuRadioItem>
          </MenuRadioGroup>
          <MenuSeparator />
          <MenuItem tone="danger">Delete</MenuItem>
        </MenuContent>
      </Menu>
    </div>
  ),
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'More' }));
    await expect(await screen.findByRole('menuitem', { name: 'Run now' })).toBeVisible();
  },
};

export const InDialog: Story = {
  render: () => (
    <Dialog defaultOpen>
      <DialogTrigger asChild>
        <Button>Hand over…</Button>
      </DialogTrigger>
      <DialogContent
        title="Hand over “Board pack”"
        description="Reports then run with what Jo may see: 12 rows instead of 40."
        actions={
          <>
            <Button>Cancel</Button>
            <Button variant="primary">Hand over</Button>
          </>
        }
      >
        <Field label="To">{(control) => <Input {...control} />}</Field>
      </DialogContent>
    </Dialog>
  ),
  play: async () => {
    await expect(await screen.findByRole('dialog', { name: 'Hand over “Board pack”' })).toBeVisible();
  },
};

export const Confirm: Story = {
  render: () => (
    <ConfirmDialog
      open
      onOpenChange={fn()}
      title="Delete 3 jobs?"
      description="Files already sent stay in the history."
      confirmLabel="Delete 3 jobs"
      onConfirm={fn()}
    >
      <ul className="grid gap-1 text-body">
        <li>US compliance summary</li>
        <li>Open findings, EMEA</li>
        <li>Board pack</li>
      </ul>
    </ConfirmDialog>
  ),
  play: async () => {
    await waitFor(() => expect(screen.getByRole('button', { name: 'Cancel' })).toHaveFocus());
  },
};

export const InPopover: Story = {
  render: () => (
    <div className="h-40">
      <Popover defaultOpen>
        <PopoverTrigger asChild>
          <Button>Status</Button>
        </PopoverTrigger>
        <PopoverContent aria-label="Status">Active, failing, paused.</PopoverContent>
      </Popover>
    </div>
  ),
};

export const WithTooltip: Story = {
  render: () => (
    <div className="p-12">
      <IconButton label="More actions for Board pack" icon={Ellipsis} />
    </div>
  ),
  play: async ({ canvas }) => {
    await userEvent.tab();
    await expect(canvas.getByRole('button')).toHaveFocus();
    await expect(await screen.findByRole('tooltip')).toHaveTextContent('More actions for Board pack');
  },
};

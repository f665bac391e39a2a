import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { Menu, MenuContent, MenuItem, MenuTrigger } from './dropdown-menu';

test('an item is chosen by a click of its own, not by the release of the press that opened the menu', async () => {
  const onSelect = vi.fn();
  render(
    <Menu>
      <MenuTrigger>Add filter</MenuTrigger>
      <MenuContent>
        <MenuItem onSelect={onSelect}>Region</MenuItem>
      </MenuContent>
    </Menu>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Add filter' }));
  const item = await screen.findByRole('menuitem', { name: 'Region' });
  fireEvent.pointerUp(item);
  expect(onSelect).not.toHaveBeenCalled();
  await userEvent.click(item);
  expect(onSelect).toHaveBeenCalledOnce();
});

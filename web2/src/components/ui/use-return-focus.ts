'use client';

import { useRef } from 'react';

/**
 * Gives the focus back to where it was when a dialog opened: Radix does so only for a trigger of its own. From a
 * menu's item it goes to the menu's button, since the item is gone by then; focus moved on purpose stays.
 */
export function useReturnFocus() {
  const origin = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      const active = document.activeElement;
      const button = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
      origin.current = button ? document.getElementById(button) : active;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost && origin.current instanceof HTMLElement) origin.current.focus();
    },
  };
}

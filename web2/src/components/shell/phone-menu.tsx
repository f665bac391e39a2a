'use client';

import { Menu, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { backdrop } from '@/components/ui/dialog';
import { NavLinks } from './nav-links';

/** The navigation of narrow screens: a sheet from the left. */
export function PhoneMenu() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <Button variant="ghost" aria-label="Menu" className="-ml-2 w-control px-0 md:hidden">
          <Menu aria-hidden className="size-4" strokeWidth={1.75} />
        </Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={backdrop} />
        <Dialog.Content
          aria-describedby={undefined}
          className="motion-sheet fixed inset-y-0 left-0 z-50 flex w-72 max-w-[calc(100vw-4rem)] flex-col gap-2 overflow-y-auto border-border border-r bg-overlay p-3 shadow-dialog outline-none"
        >
          <div className="flex items-center justify-between pl-2">
            <Dialog.Title className="text-section">Menu</Dialog.Title>
            <Dialog.Close asChild>
              <Button variant="ghost" aria-label="Close" className="w-control px-0">
                <X aria-hidden className="size-4" strokeWidth={1.75} />
              </Button>
            </Dialog.Close>
          </div>
          <nav aria-label="Main">
            <NavLinks onNavigate={() => setOpen(false)} />
          </nav>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

'use client';

import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { Button } from '@/components/ui/button';
import { backdrop } from '@/components/ui/dialog';
import { useReturnFocus } from '@/components/ui/use-return-focus';
import { NavLinks } from './nav-links';

type PhoneSheetProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** The navigation as a sheet from the left, in its own chunk. */
export default function PhoneSheet({ open, onOpenChange }: PhoneSheetProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className={backdrop} />
        <Dialog.Content
          aria-describedby={undefined}
          {...useReturnFocus()}
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
            <NavLinks onNavigate={() => onOpenChange(false)} />
          </nav>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

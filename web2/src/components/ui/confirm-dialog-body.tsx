'use client';

import { AlertDialog as Radix } from 'radix-ui';
import { Button } from './button';
import type { ConfirmDialogProps } from './confirm-dialog';
import { backdrop, DialogActions, dialogSurface } from './dialog';
import { useReturnFocus } from './use-return-focus';

/** The dialog of `ConfirmDialog`, in its own chunk. */
export default function ConfirmDialogBody({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  onConfirm,
  cancelLabel = 'Cancel',
  tone = 'danger',
  pending = false,
  children,
}: ConfirmDialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !pending && onOpenChange(next)}>
      <Radix.Portal>
        <Radix.Overlay className={backdrop} />
        <Radix.Content className={dialogSurface} {...useReturnFocus()}>
          <header className="grid gap-1 px-6 pt-5 pb-4">
            <Radix.Title className="text-section">{title}</Radix.Title>
            <Radix.Description className="text-body text-secondary">{description}</Radix.Description>
          </header>
          <div className="overflow-y-auto px-6 not-empty:pb-4">{children}</div>
          <DialogActions>
            <Radix.Cancel asChild>
              <Button disabled={pending}>{cancelLabel}</Button>
            </Radix.Cancel>
            <Button variant={tone} loading={pending} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </DialogActions>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

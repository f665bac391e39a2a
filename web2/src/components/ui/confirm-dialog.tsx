'use client';

import { AlertDialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { backdrop, DialogActions, dialogSurface } from './dialog';

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A question that names the object: "Delete 3 jobs?" */
  title: ReactNode;
  description: ReactNode;
  /** Verb and object: "Delete 3 jobs". */
  confirmLabel: string;
  onConfirm: () => void;
  cancelLabel?: string;
  tone?: 'primary' | 'danger';
  /** While true the dialog stays and its button waits. */
  pending?: boolean;
  children?: ReactNode;
};

/** Asks once, with the focus on Cancel. Prefer undo where the change can be taken back. */
export function ConfirmDialog({
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
        <Radix.Content className={dialogSurface}>
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

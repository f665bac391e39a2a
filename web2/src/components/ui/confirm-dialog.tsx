'use client';

import { lazy, type ReactNode, Suspense, useState } from 'react';

// nobody waits for a question before the page is there
const ConfirmDialogBody = lazy(() => import('./confirm-dialog-body'));

export type ConfirmDialogProps = {
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
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [used, setUsed] = useState(props.open);
  if (props.open && !used) setUsed(true);
  return used ? (
    <Suspense>
      <ConfirmDialogBody {...props} />
    </Suspense>
  ) : null;
}

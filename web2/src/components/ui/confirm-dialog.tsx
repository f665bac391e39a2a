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

type Question = Pick<ConfirmDialogProps, 'title' | 'description'>;

/** Asks once, with the focus on Cancel. Prefer undo where the change can be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  // While it fades, what it asked about may be gone already: it keeps its words.
  const [asked, setAsked] = useState<Question | null>(null);
  const { open, title, description } = props;
  if (open && (title !== asked?.title || description !== asked?.description)) setAsked({ title, description });
  return asked ? (
    <Suspense>
      <ConfirmDialogBody {...props} {...(open ? {} : asked)} />
    </Suspense>
  ) : null;
}

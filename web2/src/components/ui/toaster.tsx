'use client';

import { useEffect, useRef, useSyncExternalStore } from 'react';
import { ToastCard } from './toast-card';
import { latestUndo, notify, readToasts, subscribe, type Toast } from './toast-store';

export { notify } from './toast-store';

const none: readonly Toast[] = [];

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

/** A question on a phone has its buttons at the bottom edge, so that the messages then stand at the top one. */
const overSheet =
  'max-sm:[body:has([role=dialog],[role=alertdialog])_&]:top-4 max-sm:[body:has([role=dialog],[role=alertdialog])_&]:bottom-auto';

/** Stands once in the app, over everything else. alt-T moves the focus here, `z` takes the last change back. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribe, readToasts, () => none);
  const region = useRef<HTMLElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey && event.code === 'KeyT') region.current?.focus();
      if (event.key !== 'z' || event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
      const undo = latestUndo();
      if (!undo) return;
      notify.dismiss(undo.id);
      undo.action?.onPress();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <section
      ref={region}
      tabIndex={-1}
      aria-label="Messages"
      aria-live="polite"
      className={`pointer-events-none fixed inset-x-4 bottom-4 z-60 outline-none sm:right-6 sm:bottom-6 sm:left-auto sm:w-90 ${overSheet}`}
    >
      <ol className="grid gap-2">
        {toasts.map(({ id, undo: _, ...toast }) => (
          <li key={id} className="pointer-events-auto motion-pop">
            <ToastCard {...toast} onClose={() => notify.dismiss(id)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

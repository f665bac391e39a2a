'use client';

import { useEffect } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { type ToastAction, ToastCard, type ToastTone } from './toast-card';

const SHORT = 5_000;
const WITH_UNDO = 10_000;

type NotifyOptions = {
  /** Takes the change back; keeps the toast for 10 s and answers to the key `z`. */
  onUndo?: () => void;
  action?: ToastAction;
};

let lastUndo: { id: string | number; press: () => void } | undefined;

function show(tone: ToastTone, text: string, { onUndo, action }: NotifyOptions, duration: number) {
  const shown = onUndo ? { label: 'Undo', onPress: onUndo } : action;
  const id = toast.custom(
    (toastId) => (
      <ToastCard tone={tone} text={text} action={shown} duration={duration} onClose={() => close(toastId)} />
    ),
    { duration: Number.POSITIVE_INFINITY, onDismiss: ({ id: swiped }) => forgetUndo(swiped) },
  );
  if (onUndo) lastUndo = { id, press: onUndo };
  return id;
}

function close(id: string | number) {
  forgetUndo(id);
  toast.dismiss(id);
}

function forgetUndo(id: string | number) {
  if (lastUndo?.id === id) lastUndo = undefined;
}

/** Toasts. The text names the object: “Board pack” paused. They announce themselves; never announce the same twice. */
export const notify = {
  /** 5 s, or 10 s with undo. */
  success: (text: string, options: NotifyOptions = {}) =>
    show('success', text, options, options.onUndo ? WITH_UNDO : SHORT),
  info: (text: string, options: NotifyOptions = {}) => show('info', text, options, options.onUndo ? WITH_UNDO : SHORT),
  /** Stays until closed. */
  error: (text: string, options: NotifyOptions = {}) => show('error', text, options, Number.POSITIVE_INFINITY),
  dismiss: (id?: string | number) => toast.dismiss(id),
};

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

/** Stands once in the app. alt-T moves the focus to the toasts. */
export function Toaster() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const plain = !event.metaKey && !event.ctrlKey && !event.altKey;
      if (event.key !== 'z' || !plain || typing(event.target) || !lastUndo) return;
      const { id, press } = lastUndo;
      close(id);
      press();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <Sonner
      position="bottom-right"
      offset={24}
      mobileOffset={16}
      gap={8}
      containerAriaLabel="Messages"
      toastOptions={{ className: 'w-full font-sans' }}
    />
  );
}

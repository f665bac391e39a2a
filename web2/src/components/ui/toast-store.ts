import type { ToastAction, ToastTone } from './toast-card';

export type Toast = {
  id: number;
  tone: ToastTone;
  text: string;
  duration: number;
  action?: ToastAction;
  undo: boolean;
};

const SHORT = 5_000;
const WITH_UNDO = 10_000;
const STAYS = Number.POSITIVE_INFINITY;
/** More would cover the page; the oldest give way. */
const MOST = 4;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

export function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export const readToasts = () => toasts;

/** The latest toast that can still be undone. */
export const latestUndo = () => toasts.findLast((toast) => toast.undo);

type NotifyOptions = {
  /** Takes the change back; keeps the toast for 10 s and answers to the key `z`. */
  onUndo?: () => void;
  action?: ToastAction;
};

function show(tone: ToastTone, text: string, { onUndo, action: given }: NotifyOptions, usual: number): number {
  lastId += 1;
  const action = onUndo ? { label: 'Undo', onPress: onUndo } : given;
  const duration = onUndo ? Math.max(usual, WITH_UNDO) : usual;
  const toast = { id: lastId, tone, text, duration, undo: Boolean(onUndo), ...(action && { action }) };
  set([...toasts, toast].slice(-MOST));
  return lastId;
}

/** Toasts. The text names the object: “Board pack” paused. They announce themselves; never announce the same twice. */
export const notify = {
  /** 5 s, or 10 s with undo. */
  success: (text: string, options: NotifyOptions = {}) => show('success', text, options, SHORT),
  info: (text: string, options: NotifyOptions = {}) => show('info', text, options, SHORT),
  /** Stays until closed. */
  error: (text: string, options: NotifyOptions = {}) => show('error', text, options, STAYS),
  /** One, or all of them. */
  dismiss: (id?: number) => set(id === undefined ? [] : toasts.filter((toast) => toast.id !== id)),
};

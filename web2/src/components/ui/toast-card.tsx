'use client';

import { CircleCheck, CircleX, Info, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from './button';

export type ToastTone = 'success' | 'error' | 'info';
export type ToastAction = { label: string; onPress: () => void };

const looks = {
  success: { icon: CircleCheck, mark: 'text-success-mark' },
  error: { icon: CircleX, mark: 'text-danger-mark' },
  info: { icon: Info, mark: 'text-info-mark' },
};

type ToastCardProps = {
  tone: ToastTone;
  text: string;
  action?: ToastAction | undefined;
  /** Milliseconds on screen; `Infinity` stays until closed. The clock stands under pointer and focus. */
  duration: number;
  onClose: () => void;
};

/** One toast: a sentence that names its object, at most one action, and Close. */
export function ToastCard({ tone, text, action, duration, onClose }: ToastCardProps) {
  const [held, setHeld] = useState({ pointer: false, focus: false });
  useCountdown(duration, held.pointer || held.focus, onClose);
  const { icon: Icon, mark } = looks[tone];
  const press = () => {
    onClose();
    action?.onPress();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only holds the clock, nothing can be done here by pointer alone
    <div
      onPointerEnter={() => setHeld((h) => ({ ...h, pointer: true }))}
      onPointerLeave={() => setHeld((h) => ({ ...h, pointer: false }))}
      onFocus={() => setHeld((h) => ({ ...h, focus: true }))}
      onBlur={() => setHeld((h) => ({ ...h, focus: false }))}
      className="flex w-full items-start gap-2 rounded-menu border border-border bg-overlay py-1.5 pr-1.5 pl-3 text-body text-text shadow-menu"
    >
      <Icon aria-hidden className={`mt-2 size-4 shrink-0 ${mark}`} strokeWidth={1.75} />
      <p className="wrap-anywhere min-w-0 flex-1 py-1.5">{text}</p>
      {action ? (
        <Button variant="secondary" className="h-8 pointer-coarse:h-control" onClick={press}>
          {action.label}
        </Button>
      ) : null}
      <Button variant="ghost" aria-label="Close" className="size-8 px-0 pointer-coarse:size-control" onClick={onClose}>
        <X aria-hidden className="size-4" strokeWidth={1.75} />
      </Button>
    </div>
  );
}

/** Calls `onEnd` once `duration` has passed, not counting the time while `paused`. */
function useCountdown(duration: number, paused: boolean, onEnd: () => void) {
  const left = useRef(duration);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    if (paused || !Number.isFinite(left.current)) return;
    const started = performance.now();
    const timer = setTimeout(() => end.current(), left.current);
    return () => {
      clearTimeout(timer);
      left.current -= performance.now() - started;
    };
  }, [paused]);
}

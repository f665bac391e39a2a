'use client';

import { useMemo, useSyncExternalStore } from 'react';

const TICK = 30_000;

let current = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const each of listeners) each();
  }, TICK);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    current = 0;
  };
}

const read = () => {
  current ||= Date.now();
  return current;
};

/** The browser's clock, one tick of 30 s for the whole page; null on the server and until hydration is done. */
export function useNow(): Date | null {
  const time = useSyncExternalStore(subscribe, read, () => null);
  return useMemo(() => (time === null ? null : new Date(time)), [time]);
}

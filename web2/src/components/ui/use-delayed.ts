'use client';

import { useEffect, useRef, useState } from 'react';

/**
 * Whether a skeleton should be seen: after 200 ms of waiting, and then for 400 ms at least, so that it never flashes.
 * Show nothing of it (but keep `aria-busy`) while this is false.
 */
export function useDelayedPending(pending: boolean, { after = 200, least = 400 } = {}): boolean {
  const [shown, setShown] = useState(false);
  const since = useRef(0);
  useEffect(() => {
    if (pending === shown) return;
    const wait = pending ? after : Math.max(0, since.current + least - performance.now());
    const timer = setTimeout(() => {
      since.current = performance.now();
      setShown(pending);
    }, wait);
    return () => clearTimeout(timer);
  }, [pending, shown, after, least]);
  return shown;
}

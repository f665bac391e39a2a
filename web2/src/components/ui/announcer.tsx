'use client';

import { useEffect, useState } from 'react';

type Urgency = 'status' | 'alert';
type Listener = (urgency: Urgency, text: string) => void;

const listeners = new Set<Listener>();

/** Says a sentence to screen readers, politely; `alert` interrupts. Never for what a toast already says. */
export function announce(text: string, urgency: Urgency = 'status') {
  for (const listener of listeners) listener(urgency, text);
}

/** The two live regions, mounted empty once at the start: a region that arrives with its text is not read. */
export function Announcer() {
  const [said, setSaid] = useState({ status: '', alert: '' });
  useEffect(() => {
    const listener: Listener = (urgency, text) =>
      // a no-break space makes the same sentence a new one
      setSaid((before) => ({ ...before, [urgency]: before[urgency] === text ? `${text}\u00a0` : text }));
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return (
    <div className="sr-only">
      <div role="status">{said.status}</div>
      <div role="alert">{said.alert}</div>
    </div>
  );
}

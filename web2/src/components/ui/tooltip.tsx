'use client';

import { Tooltip as Radix } from 'radix-ui';
import type { ComponentProps, FocusEvent, ReactNode } from 'react';

/** Stands once around the app; 400 ms before the first tooltip, none between neighbours. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={300}>
      {children}
    </Radix.Provider>
  );
}

/** Words for what is under pointer or focus. Only repeats or completes: nothing must be found here alone. */
export function Tooltip({
  content,
  children,
  side = 'top',
}: {
  content: ReactNode;
  children: ReactNode;
  side?: ComponentProps<typeof Radix.Content>['side'];
}) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild onFocus={onlyFromKeyboard}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="motion-pop z-50 max-w-80 rounded-control border border-border bg-overlay px-2 py-1 text-small text-text shadow-menu"
        >
          {content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A menu or question that closes gives the focus back: after a press that says nothing new. */
function onlyFromKeyboard(event: FocusEvent<HTMLElement>): void {
  if (!event.currentTarget.matches(':focus-visible')) event.preventDefault();
}

'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';
import { IconButton } from './icon-button';
import { useReturnFocus } from './use-return-focus';

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;

export const backdrop = 'motion-fade fixed inset-0 z-40 bg-backdrop';
/** Fits the screen and scrolls inside; at the bottom on phones, within reach of the thumb. */
export const dialogSurface =
  'motion-pop fixed inset-x-4 bottom-4 z-50 mx-auto grid max-h-[calc(100dvh-2rem)] max-w-lg grid-rows-[auto_minmax(0,1fr)_auto] rounded-dialog border border-border bg-overlay text-text shadow-dialog outline-none sm:inset-y-8 sm:h-fit sm:max-h-[calc(100dvh-4rem)] sm:my-auto';

/** The open dialog: title, an optional sentence, content, and a row of actions with the main one first. */
export function DialogContent({
  title,
  description,
  actions,
  children,
  className,
  ...props
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
} & Omit<ComponentProps<typeof Radix.Content>, 'title'>) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={backdrop} />
      {/* without a description Radix must be told that none is meant */}
      <Radix.Content
        {...(description ? {} : { 'aria-describedby': undefined })}
        className={cn(dialogSurface, className)}
        {...useReturnFocus()}
        {...props}
      >
        <header className="grid gap-1 py-4 pr-12 pl-6">
          <Radix.Title className="text-section">{title}</Radix.Title>
          {description ? (
            <Radix.Description className="text-body text-secondary">{description}</Radix.Description>
          ) : null}
        </header>
        <div className="overflow-y-auto px-6 pb-4">{children}</div>
        {actions ? <DialogActions>{actions}</DialogActions> : null}
        <Radix.Close asChild>
          <IconButton label="Close" icon={X} className="absolute top-3 right-3" />
        </Radix.Close>
      </Radix.Content>
    </Radix.Portal>
  );
}

export function DialogActions({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      className={cn(
        'flex flex-wrap justify-end gap-2 border-border border-t px-6 py-4 max-sm:grid max-sm:justify-stretch',
        className,
      )}
      {...props}
    />
  );
}

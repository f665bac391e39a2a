'use client';

import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ComponentProps, PointerEvent } from 'react';
import { cn } from './cn';
import { menuItem, menuSurface } from './menu-style';

/** Not modal: the page behind neither jumps nor goes silent while a menu is open. */
export function Menu(props: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />;
}

export const MenuTrigger = Radix.Trigger;
export const MenuRadioGroup = Radix.RadioGroup;

/** The open menu; fits the screen and scrolls inside. */
export function MenuContent({ className, sideOffset = 4, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(
          menuSurface,
          'max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-[min(20rem,calc(100vw-1rem))]',
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  );
}

/** A menu that opens under the pointer must not choose by the release of the press that opened it; a click of its own still does. */
const ignoreForeignRelease = (event: PointerEvent) => event.preventDefault();

type Tone = { tone?: 'neutral' | 'danger' };

/** An action, or with `asChild` a link. End its label with "…" when more input follows. */
export function MenuItem({ className, tone = 'neutral', ...props }: ComponentProps<typeof Radix.Item> & Tone) {
  return (
    <Radix.Item
      onPointerUp={ignoreForeignRelease}
      className={cn(menuItem, tone === 'danger' && 'text-danger', className)}
      {...props}
    />
  );
}

/** One of a set, with a check mark on the chosen one. */
export function MenuRadioItem({ className, children, ...props }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem onPointerUp={ignoreForeignRelease} className={cn(menuItem, 'pr-8', className)} {...props}>
      {children}
      <Radix.ItemIndicator className="absolute right-2">
        <Check aria-hidden className="size-4" strokeWidth={1.75} />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  );
}

export function MenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn('px-2 pt-2 pb-1 text-meta text-muted', className)} {...props} />;
}

export function MenuSeparator({ className, ...props }: ComponentProps<typeof Radix.Separator>) {
  return <Radix.Separator className={cn('-mx-1 my-1 h-px bg-border', className)} {...props} />;
}

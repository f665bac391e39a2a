'use client';

import { Command as Cmdk } from 'cmdk';
import { Search } from 'lucide-react';
import { type ComponentProps, useEffect, useRef } from 'react';
import { cn } from './cn';
import { menuItem } from './menu-style';

/**
 * A searchable list (cmdk). Load it lazily, when its popup opens. Its own input forgets `aria-activedescendant` at
 * the start and keeps a stale one later, so the id of the selected item is copied there on every change of the list.
 */
export function Command({ className, children, ...props }: ComponentProps<typeof Cmdk>) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const copy = () => {
      const input = element.querySelector('[cmdk-input]');
      const selected = element.querySelector('[cmdk-item][aria-selected="true"]')?.id;
      if (!input || input.getAttribute('aria-activedescendant') === (selected ?? null)) return;
      if (selected) input.setAttribute('aria-activedescendant', selected);
      else input.removeAttribute('aria-activedescendant');
    };
    copy();
    const observer = new MutationObserver(copy);
    const attributeFilter = ['aria-selected', 'aria-activedescendant', 'id'];
    observer.observe(element, { subtree: true, childList: true, attributes: true, attributeFilter });
    return () => observer.disconnect();
  }, []);
  return (
    <Cmdk ref={root} className={cn('flex min-h-0 flex-col', className)} {...props}>
      {children}
    </Cmdk>
  );
}

export function CommandInput({ className, ...props }: ComponentProps<typeof Cmdk.Input>) {
  return (
    <div className="flex items-center gap-2 border-border border-b px-3">
      <Search aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.75} />
      <Cmdk.Input
        className={cn('h-10 w-full bg-transparent text-input outline-none pointer-coarse:h-control', className)}
        {...props}
      />
    </div>
  );
}

export function CommandList({ className, ...props }: ComponentProps<typeof Cmdk.List>) {
  return <Cmdk.List className={cn('max-h-72 min-h-0 overflow-y-auto p-1', className)} {...props} />;
}

export function CommandEmpty({ className, ...props }: ComponentProps<typeof Cmdk.Empty>) {
  return <Cmdk.Empty className={cn('px-3 py-6 text-center text-body text-muted', className)} {...props} />;
}

/** An option; `data-selected` is the one that Enter takes. */
export function CommandItem({ className, ...props }: ComponentProps<typeof Cmdk.Item>) {
  return (
    <Cmdk.Item
      className={cn(
        menuItem,
        'data-[selected=true]:bg-hover dark:data-[selected=true]:bg-raised forced-colors:data-[selected=true]:outline',
        className,
      )}
      {...props}
    />
  );
}

/** Every word of the search must occur; names that begin with it come first. For `Command`'s `filter`. */
export function wordFilter(value: string, search: string, keywords: string[] = []): number {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const text = [value, ...keywords].join(' ').toLowerCase();
  if (!words.every((word) => text.includes(word))) return 0;
  return keywords.some((keyword) => keyword.toLowerCase().startsWith(search.toLowerCase().trim())) ? 1 : 0.5;
}

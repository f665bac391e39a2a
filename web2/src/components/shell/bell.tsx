'use client';

import { Bell as BellIcon } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { formatCount } from '@/components/format';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { Segmented } from '@/components/ui/segmented';
import { type BellItem, BellItems } from './bell-items';

export type BellProps = {
  items: readonly BellItem[];
  unread: number;
  onMarkAllRead: () => void;
  /** Called when one is opened by its link. */
  onOpenItem?: (id: string) => void;
  /** In place of the list while it cannot be shown: a skeleton, an error. */
  children?: ReactNode;
};

const views = [
  { value: 'unread', label: 'Unread' },
  { value: 'all', label: 'All' },
] as const;

/** What happened while one was away. New ones are said once, politely. */
export function Bell({ items, unread, onMarkAllRead, onOpenItem, children }: BellProps) {
  const [open, setOpen] = useState(false);
  const [view, setView] = useState<(typeof views)[number]['value']>('unread');
  useAnnounceMore(unread);
  const shown = view === 'unread' ? items.filter((item) => !item.read) : items;
  const openItem = (id: string) => {
    setOpen(false);
    onOpenItem?.(id);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          aria-label={unread > 0 ? `Notifications, ${unread} unread` : 'Notifications'}
          className="w-control px-0"
        >
          <span className="relative">
            <BellIcon aria-hidden className="size-4" strokeWidth={1.75} />
            {unread > 0 ? <Count value={unread} /> : null}
          </span>
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Notifications" className="flex w-90 flex-col overflow-hidden p-0">
        <div className="flex items-center justify-between gap-3 border-border border-b px-3 py-2">
          <Segmented label="Show" options={views} value={view} onValueChange={setView} />
          <Button variant="ghost" size="sm" aria-disabled={unread === 0} onClick={onMarkAllRead}>
            Mark all as read
          </Button>
        </div>
        <div className="min-h-0 overflow-y-auto p-1">{children ?? <BellItems items={shown} onOpen={openItem} />}</div>
      </PopoverContent>
    </Popover>
  );
}

function Count({ value }: { value: number }) {
  return (
    <span
      aria-hidden
      className="absolute -top-2 left-2 grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 text-[0.625rem] text-on-accent leading-none"
    >
      {value > 9 ? '9+' : value}
    </span>
  );
}

function useAnnounceMore(unread: number) {
  const before = useRef(unread);
  useEffect(() => {
    const more = unread - before.current;
    before.current = unread;
    if (more > 0) announce(formatCount(more, 'new notification'));
  }, [unread]);
}

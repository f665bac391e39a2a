'use client';

import { Bell as BellIcon } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { formatCount } from '@/components/format';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { Spinner } from '@/components/ui/spinner';
import type { BellItem } from './bell-items';

const BellPanel = lazy(() => import('./bell-panel'));

export type BellProps = {
  items: readonly BellItem[];
  unread: number;
  onMarkAllRead: () => void;
  /** Called when one is opened by its link. */
  onOpenItem?: (id: string) => void;
  /** In place of the list while it cannot be shown: a skeleton, an error. */
  children?: ReactNode;
};

/** What happened while one was away. New ones are said once, politely. */
export function Bell({ onOpenItem, children, ...list }: BellProps) {
  const [open, setOpen] = useState(false);
  const { unread } = list;
  useAnnounceMore(unread);
  const openItem = (id: string) => {
    setOpen(false);
    onOpenItem?.(id);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          aria-label={unread > 0 ? `Notifications, ${counted(unread)} unread` : 'Notifications'}
          className="w-control px-0"
        >
          <span className="relative">
            <BellIcon aria-hidden className="size-4" strokeWidth={1.75} />
            {unread > 0 ? <Count value={unread} /> : null}
          </span>
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Notifications" className="flex w-90 flex-col overflow-hidden p-0">
        <Suspense fallback={<Spinner className="m-4 text-muted" />}>
          <BellPanel {...list} onOpenItem={openItem}>
            {children}
          </BellPanel>
        </Suspense>
      </PopoverContent>
    </Popover>
  );
}

/** The name says what is seen, for those who speak it to their browser. */
const counted = (unread: number) => (unread > 9 ? '9+' : String(unread));

function Count({ value }: { value: number }) {
  return (
    <span
      aria-hidden
      className="absolute -top-2 left-2 grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 text-[0.625rem] text-on-accent leading-none"
    >
      {counted(value)}
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

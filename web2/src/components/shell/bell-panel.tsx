'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Segmented } from '@/components/ui/segmented';
import { type BellItem, BellItems } from './bell-items';

type BellPanelProps = {
  items: readonly BellItem[];
  unread: number;
  onMarkAllRead: () => void;
  onOpenItem: (id: string) => void;
  children: ReactNode;
};

const views = [
  { value: 'unread', label: 'Unread' },
  { value: 'all', label: 'All' },
] as const;

/** The open part of the bell, in its own chunk. */
export default function BellPanel({ items, unread, onMarkAllRead, onOpenItem, children }: BellPanelProps) {
  const [view, setView] = useState<(typeof views)[number]['value']>('unread');
  const shown = view === 'unread' ? items.filter((item) => !item.read) : items;
  return (
    <>
      <div className="flex items-center justify-between gap-3 border-border border-b px-3 py-2">
        <Segmented label="Show" options={views} value={view} onValueChange={setView} />
        <Button variant="ghost" size="sm" aria-disabled={unread === 0} onClick={onMarkAllRead}>
          Mark all as read
        </Button>
      </div>
      <div className="min-h-0 overflow-y-auto p-1">{children ?? <BellItems items={shown} onOpen={onOpenItem} />}</div>
    </>
  );
}

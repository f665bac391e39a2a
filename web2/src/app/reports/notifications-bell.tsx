'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { BellRing, CircleAlert, CircleCheck, CircleX, type LucideIcon, OctagonX } from 'lucide-react';
import { Bell } from '@/components/shell/bell';
import type { BellItem } from '@/components/shell/bell-items';
import { ErrorState } from '@/components/ui/states';
import { When } from '@/components/when';
import type { NotificationEvent } from '@/notifications/catalogue';
import type { Notification } from '@/notifications/schema';
import { askApi } from './scheduling/api';

const KEY = ['notifications'];
const POLL_MS = 30_000;

const LOOKS: Record<NotificationEvent, { icon: LucideIcon; tone: BellItem['tone'] }> = {
  run_delivered: { icon: CircleCheck, tone: 'success' },
  first_failure: { icon: CircleX, tone: 'danger' },
  run_failed: { icon: CircleX, tone: 'danger' },
  requested_run_failed: { icon: CircleX, tone: 'danger' },
  partly_delivered: { icon: CircleAlert, tone: 'warning' },
  schedule_stopped: { icon: OctagonX, tone: 'danger' },
  schedule_recovered: { icon: CircleCheck, tone: 'success' },
};
const UNKNOWN = { icon: BellRing, tone: 'neutral' } as const;

interface Inbox {
  data: Notification[];
  unread_count: number;
}

/** The inbox in the shell, asked again every half minute while the page is seen. */
export function NotificationsBell({ timezone, hourCycle }: { timezone: string; hourCycle: 'h12' | 'h23' }) {
  const client = useQueryClient();
  const inbox = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => askApi<Inbox>('/api/notifications', { signal }),
    refetchInterval: POLL_MS,
  });
  const read = useMutation({
    mutationFn: (body: { ids: string[] } | { all: true }) =>
      askApi('/api/notifications/read', { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  const items = inbox.data?.data.map((notification): BellItem => {
    const { icon, tone } = Object.hasOwn(LOOKS, notification.event)
      ? LOOKS[notification.event as NotificationEvent]
      : UNKNOWN;
    return {
      ...{ id: notification.id, icon, tone, text: notification.title, read: notification.read_at !== null },
      when: <When value={notification.created_at} zone={timezone} hourCycle={hourCycle} />,
      href: notification.run_id ? `/reports/scheduling/runs/${notification.run_id}` : '/reports/scheduling',
    };
  });
  return (
    <Bell
      items={items ?? []}
      unread={inbox.data?.unread_count ?? 0}
      onMarkAllRead={() => read.mutate({ all: true })}
      onOpenItem={(id) => read.mutate({ ids: [id] })}
    >
      {inbox.isError && !inbox.data ? (
        <ErrorState
          title="Your notifications could not be loaded."
          onRetry={() => void inbox.refetch()}
          retrying={inbox.isFetching}
        >
          {inbox.error.message}
        </ErrorState>
      ) : undefined}
    </Bell>
  );
}

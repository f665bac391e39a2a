import { CalendarClock, CalendarOff, type LucideIcon } from 'lucide-react';

type NavigationItem = { href: string; label: string; icon: LucideIcon };
type NavigationGroup = { title?: string; items: readonly NavigationItem[] };

/** The pages of the sidebar: only such as exist. A new page is one line here. */
export const navigation: readonly NavigationGroup[] = [
  { items: [{ href: '/reports/scheduling', label: 'Scheduling', icon: CalendarClock }] },
  { title: 'Organisation', items: [{ href: '/reports/calendar', label: 'Calendar', icon: CalendarOff }] },
];

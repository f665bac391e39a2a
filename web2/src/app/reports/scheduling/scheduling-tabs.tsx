'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

const ROOT = '/reports/scheduling';
const TABS = [
  { href: ROOT, label: 'Jobs' },
  { href: `${ROOT}/history`, label: 'Run history' },
  { href: `${ROOT}/notifications`, label: 'Notifications' },
];

/** The three pages of scheduling; links, so that each opens in a new tab too. */
export function SchedulingTabs() {
  const path = usePathname();
  return (
    <nav aria-label="Scheduling pages" className="flex gap-1 overflow-x-auto border-border border-b">
      {TABS.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={path === href ? 'page' : undefined}
          className="-mb-px focus-inset flex h-control items-center whitespace-nowrap border-transparent border-b-2 forced-colors:not-aria-[current=page]:border-b-0 px-3 text-label text-secondary transition-tone hover:text-text aria-[current=page]:border-text aria-[current=page]:text-text"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

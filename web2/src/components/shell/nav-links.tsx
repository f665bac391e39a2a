'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useId } from 'react';
import { navigation } from './navigation';

/** The sidebar's links. The current one is filled, and says so. */
export function NavLinks({ onNavigate }: { onNavigate?: () => void }) {
  const pathname = usePathname();
  const id = useId();
  return navigation.map(({ title, items }, index) => (
    <div key={title ?? index} className="grid gap-0.5">
      {/* no heading: the page's own come first */}
      {title ? (
        <p id={`${id}-${index}`} className="px-2 pt-4 pb-1 text-meta text-muted">
          {title}
        </p>
      ) : null}
      <ul className="grid gap-0.5" {...(title && { 'aria-labelledby': `${id}-${index}` })}>
        {items.map(({ href, label, icon: Icon }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={currentState(pathname, href)}
              {...(onNavigate && { onClick: onNavigate })}
              className="flex h-control items-center gap-2.5 rounded-control px-2 text-label text-secondary transition-tone hover:bg-hover hover:text-text aria-[current]:bg-hover aria-[current]:text-text forced-colors:aria-[current]:outline forced-colors:aria-[current]:-outline-offset-1"
            >
              <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  ));
}

/** "page" on the page itself, "true" on those under it. */
function currentState(pathname: string | null, href: string): 'page' | 'true' | undefined {
  if (pathname === href) return 'page';
  return pathname?.startsWith(`${href}/`) ? 'true' : undefined;
}

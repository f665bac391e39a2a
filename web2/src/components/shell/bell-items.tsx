import type { LucideIcon } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

export type BellItem = {
  id: string;
  icon: LucideIcon;
  tone: 'neutral' | 'success' | 'warning' | 'danger' | 'info';
  /** One sentence that names its object. */
  text: string;
  /** How long ago: a `When`. */
  when: ReactNode;
  href: string;
  read: boolean;
};

const marks: Record<BellItem['tone'], string> = {
  neutral: 'text-muted',
  success: 'text-success-mark',
  warning: 'text-warning-mark',
  danger: 'text-danger-mark',
  info: 'text-info-mark',
};

/** The lines of the bell, or the sentence that stands for none. */
export function BellItems({ items, onOpen }: { items: readonly BellItem[]; onOpen: (id: string) => void }) {
  if (items.length === 0) {
    return (
      <p className="px-3 py-8 text-center text-body text-muted">Nothing new. Failures and recoveries appear here.</p>
    );
  }
  return (
    <ul>
      {items.map(({ id, icon: Icon, tone, text, when, href, read }) => (
        <li key={id}>
          <Link
            href={href}
            onClick={() => onOpen(id)}
            className="focus-inset flex items-start gap-2.5 rounded-xs px-2 py-2 hover:bg-hover"
          >
            <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', marks[tone])} strokeWidth={1.75} />
            <span className="grid min-w-0 flex-1">
              <span className={cn('wrap-anywhere', read ? 'text-secondary' : 'font-medium text-text')}>{text}</span>
              <span className="text-muted text-small">{when}</span>
            </span>
            {read ? null : (
              <span className="mt-1.5 size-2 shrink-0 rounded-full bg-accent forced-colors:bg-[Highlight]">
                <span className="sr-only">unread</span>
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}

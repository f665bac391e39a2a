import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

type DisclosureProps = {
  label: string;
  /** What is inside, in muted words, while it is folded. */
  note?: string | undefined;
  /** Unfolds by itself, as when a mistake is inside. */
  forced?: boolean | undefined;
  /** Hears when it is unfolded or folded. */
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
};

/** What most people leave as it is, folded under one line. */
export function Disclosure({ label, note, forced = false, onOpenChange, children }: DisclosureProps) {
  return (
    <details
      className="group min-w-0"
      onToggle={(event) => onOpenChange?.(event.currentTarget.open)}
      {...(forced && { open: true })}
    >
      <summary className="-mx-2 flex min-h-control w-fit max-w-full list-none items-start gap-1.5 rounded-control px-2 py-[calc((var(--control-height)-1lh)/2)] text-label hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="h-[1lh] w-4 shrink-0 group-open:rotate-90" strokeWidth={1.75} />
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
          <span>{label}</span>
          {note ? <span className="min-w-0 font-normal text-muted text-small group-open:hidden">{note}</span> : null}
        </span>
      </summary>
      <div className="mt-4 grid min-w-0 grid-cols-1 gap-5">{children}</div>
    </details>
  );
}

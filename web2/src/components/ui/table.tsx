import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

/** The card around a table; put a toolbar above and a pager below inside it. Scrolls sideways by itself when it must. */
export function TableFrame({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('overflow-hidden rounded-card border border-border bg-surface', className)} {...props} />;
}

/** A native table. `caption` names it for screen readers. */
export function Table({ className, caption, children, ...props }: ComponentProps<'table'> & { caption: string }) {
  return (
    // relative: what is hidden visually inside a cell must not widen the page
    <div className="relative overflow-x-auto">
      <table className={cn('w-full border-collapse text-left text-body', className)} {...props}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

export function TableHead({ className, ...props }: ComponentProps<'thead'>) {
  return <thead className={cn('border-border border-b', className)} {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody className={cn('[&>tr:last-child]:border-b-0', className)} {...props} />;
}

/** A row of two lines, 56 px. `selected` fills it. */
export function TableRow({ className, selected, ...props }: ComponentProps<'tr'> & { selected?: boolean }) {
  return (
    <tr
      data-selected={selected || undefined}
      className={cn(
        'focus-inset border-border border-b hover:bg-sunken data-selected:bg-accent-subtle dark:data-selected:bg-hover',
        className,
      )}
      {...props}
    />
  );
}

type Align = { align?: 'left' | 'right' };
const aligned = { left: 'text-left', right: 'text-right' };

export type SortDirection = 'ascending' | 'descending' | 'none';

/** A column's head. With `sort` and `onSort` it holds a button and carries `aria-sort`. */
export function TableHeadCell({
  className,
  align = 'left',
  sort,
  onSort,
  children,
  ...props
}: Omit<ComponentProps<'th'>, 'align'> & Align & { sort?: SortDirection; onSort?: () => void }) {
  return (
    <th
      scope="col"
      aria-sort={sort === 'none' ? undefined : sort}
      className={cn('h-9 whitespace-nowrap px-3 text-meta text-muted', aligned[align], className)}
      {...props}
    >
      {onSort ? (
        <SortButton sort={sort ?? 'none'} onSort={onSort}>
          {children}
        </SortButton>
      ) : (
        children
      )}
    </th>
  );
}

const sortIcons = { ascending: ArrowUp, descending: ArrowDown, none: ArrowUpDown };

function SortButton({ sort, onSort, children }: { sort: SortDirection; onSort: () => void; children: ReactNode }) {
  const Icon = sortIcons[sort];
  return (
    <button
      type="button"
      onClick={onSort}
      className="-mx-1.5 inline-flex min-h-6 items-center gap-1 rounded-xs px-1.5 transition-tone hover:bg-hover hover:text-text pointer-coarse:min-h-control"
    >
      {children}
      <Icon aria-hidden className={cn('size-3.5', sort === 'none' && 'opacity-60')} strokeWidth={2} />
    </button>
  );
}

/** Numbers are right-aligned; a cell is never blank (see `None`). */
export function TableCell({ className, align = 'left', ...props }: Omit<ComponentProps<'td'>, 'align'> & Align) {
  return <td className={cn('px-3 py-2 align-top', aligned[align], className)} {...props} />;
}

/** The second line of a cell. */
export function CellNote({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('text-muted text-small', className)} {...props} />;
}

/** What stands where there is nothing: a dash that screen readers read as a word. */
export function None({ word = 'none' }: { word?: string }) {
  return (
    <>
      <span aria-hidden className="text-muted">
        –
      </span>
      <span className="sr-only">{word}</span>
    </>
  );
}

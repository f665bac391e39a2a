import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

/** A bordered surface. Never a card inside a card. */
export function Card({ className, ...props }: ComponentProps<'section'>) {
  return <section className={cn('rounded-card border border-border bg-surface', className)} {...props} />;
}

/** The card's first line: heading, facts beside it, one quiet action. */
export function CardHeader({
  title,
  note,
  action,
  level = 2,
  id,
  className,
}: {
  title: ReactNode;
  note?: ReactNode;
  action?: ReactNode;
  level?: 2 | 3;
  id?: string;
  className?: string;
}) {
  const Heading = `h${level}` as const;
  return (
    <div className={cn('flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 py-3', className)}>
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-3">
        <Heading id={id} className="text-section">
          {title}
        </Heading>
        {note ? <span className="text-muted text-small">{note}</span> : null}
      </div>
      {action}
    </div>
  );
}

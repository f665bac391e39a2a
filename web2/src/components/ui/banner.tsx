import { CircleCheck, CircleX, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

type Tone = 'info' | 'success' | 'warning' | 'danger';

const looks: Record<Tone, { icon: LucideIcon; edge: string; mark: string }> = {
  info: { icon: Info, edge: 'border-info-border', mark: 'text-info-mark' },
  success: { icon: CircleCheck, edge: 'border-success-border', mark: 'text-success-mark' },
  warning: { icon: TriangleAlert, edge: 'border-warning-border', mark: 'text-warning-mark' },
  danger: { icon: CircleX, edge: 'border-danger-border', mark: 'text-danger-mark' },
};

/** A strip across the content: surface with a status edge, never a status fill. At most one action. */
export function Banner({
  tone = 'info',
  title,
  children,
  action,
  className,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const { icon: Icon, edge, mark } = looks[tone];
  return (
    <div className={cn('flex flex-wrap items-center gap-3 rounded-card border bg-surface px-4 py-3', edge, className)}>
      <Icon aria-hidden className={cn('size-4 shrink-0', mark)} strokeWidth={1.75} />
      <p className="min-w-0 flex-1 text-body text-secondary">
        {title ? <strong className="font-semibold text-text">{title} </strong> : null}
        {children}
      </p>
      {action}
    </div>
  );
}

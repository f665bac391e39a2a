import { CircleX, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';

type StateProps = { title: ReactNode; children?: ReactNode; action?: ReactNode; className?: string };

function State({ title, children, action, icon, className }: StateProps & { icon?: ReactNode }) {
  return (
    <div
      className={cn(
        'grid justify-items-start gap-1 px-4 py-8 sm:justify-items-center sm:py-12 sm:text-center',
        className,
      )}
    >
      {icon}
      <p className="text-section text-text">{title}</p>
      {children ? <div className="max-w-prose text-balance text-body text-secondary">{children}</div> : null}
      {action ? <div className="mt-3 flex flex-wrap gap-2 sm:justify-center">{action}</div> : null}
    </div>
  );
}

/** Nothing yet: says what will stand here, with the one action that begins it. */
export function EmptyState({ icon: Icon, ...props }: StateProps & { icon?: LucideIcon }) {
  return (
    <State {...props} icon={Icon ? <Icon aria-hidden className="mb-2 size-6 text-muted" strokeWidth={1.5} /> : null} />
  );
}

/** Nothing matches: repeats the filters in words, and clears them. */
export function NoResults({
  title,
  onClear,
  clearLabel = 'Clear filters',
  className,
}: {
  title: ReactNode;
  onClear: () => void;
  clearLabel?: string;
  className?: string;
}) {
  return (
    <State title={title} action={<Button onClick={onClear}>{clearLabel}</Button>} {...(className && { className })} />
  );
}

/** In place of what could not be loaded: what happened, why, the way out; the request id under Details. */
export function ErrorState({
  title,
  children,
  onRetry,
  retrying,
  requestId,
  action,
  className,
}: StateProps & {
  onRetry?: () => void;
  retrying?: boolean;
  requestId?: string | undefined;
}) {
  return (
    <div role="alert" className={cn('flex items-start gap-3 px-4 py-6', className)}>
      <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-mark" strokeWidth={1.75} />
      <div className="grid min-w-0 justify-items-start gap-1">
        <p className="text-label text-text">{title}</p>
        {children ? <div className="max-w-prose text-body text-secondary">{children}</div> : null}
        <div className="mt-2 flex flex-wrap items-center gap-2 empty:hidden">
          {onRetry ? (
            <Button onClick={onRetry} loading={retrying ?? false}>
              Try again
            </Button>
          ) : null}
          {action}
        </div>
        {requestId ? <Details requestId={requestId} /> : null}
      </div>
    </div>
  );
}

function Details({ requestId }: { requestId: string }) {
  return (
    <details className="mt-2 min-w-0 text-small">
      <summary className="w-fit rounded-xs text-muted hover:text-text">Details</summary>
      <p className="mt-1 text-secondary">
        Request <code className="wrap-anywhere font-mono">{requestId}</code>
      </p>
    </details>
  );
}

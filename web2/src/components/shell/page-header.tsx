import type { ReactNode } from 'react';

type PageHeaderProps = {
  title: ReactNode;
  /** One line: counts, what comes next. */
  facts?: ReactNode;
  /** The page's one primary button; full width under the title on phones. */
  action?: ReactNode;
};

/** The top of a page: its `h1`, a line of facts, at most one primary action. */
export function PageHeader({ title, facts, action }: PageHeaderProps) {
  return (
    <div className="flex flex-col gap-4 sm:flex-row sm:items-start sm:justify-between">
      <div className="grid min-w-0 gap-1">
        <h1 className="text-title">{title}</h1>
        {facts ? <p className="text-body text-secondary">{facts}</p> : null}
      </div>
      {action ? <div className="grid shrink-0">{action}</div> : null}
    </div>
  );
}

import type { ReactNode } from 'react';

type AuthColumnProps = { title: ReactNode; lead?: ReactNode; children?: ReactNode; footer?: ReactNode };

/** The look of the pages before signing in: one narrow column, no card. */
export function AuthColumn({ title, lead, children, footer }: AuthColumnProps) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-auth content-start gap-8 px-4 pt-[max(3rem,16vh)] pb-12 sm:px-0">
      <p className="flex items-center gap-2.5 text-label">
        <Mark />
        Scheduled Exports
      </p>
      <div className="grid gap-5">
        <div className="grid gap-1">
          <h1 className="text-title">{title}</h1>
          {lead ? <p className="text-body text-secondary">{lead}</p> : null}
        </div>
        {children}
      </div>
      {footer ? <p className="text-body text-secondary">{footer}</p> : null}
    </main>
  );
}

/** A page with its clock: the product's sign. */
function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className="size-6 text-accent" fill="none">
      <rect x="2" y="2" width="20" height="20" rx="6" fill="currentColor" />
      <path d="M12 7v5l3.25 2" stroke="var(--on-accent)" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

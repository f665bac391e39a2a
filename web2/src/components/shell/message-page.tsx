import type { ReactNode } from 'react';

type MessagePageProps = { title: ReactNode; children?: ReactNode; action?: ReactNode };

/** A whole page that says one thing and offers one way on: not found, failed. */
export function MessagePage({ title, children, action }: MessagePageProps) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-prose content-center justify-items-start gap-2 px-4 py-12">
      <h1 className="text-title">{title}</h1>
      {children ? <p className="text-body text-secondary">{children}</p> : null}
      {action ? <div className="mt-4">{action}</div> : null}
    </main>
  );
}

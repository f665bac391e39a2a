import type { ReactNode } from 'react';
import { AuthColumn } from '@/components/auth/auth-column';

type MessagePageProps = { title: ReactNode; children?: ReactNode; action?: ReactNode };

/** A whole page that says one thing and offers one way on: not found, failed. It stands where signing in does. */
export function MessagePage({ title, children, action }: MessagePageProps) {
  return (
    <AuthColumn title={title} lead={children}>
      {action ? <div className="mt-1">{action}</div> : null}
    </AuthColumn>
  );
}

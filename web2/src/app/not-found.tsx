import type { Metadata } from 'next';
import Link from 'next/link';
import { MessagePage } from '@/components/shell/message-page';
import { Button } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Page not found' };

export default function NotFound() {
  return (
    <MessagePage
      title="This page does not exist, or you may not see it."
      action={
        <Button asChild variant="primary">
          <Link href="/reports/scheduling">Scheduling</Link>
        </Button>
      }
    />
  );
}

'use client';

import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/states';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** What the server knows of the error is in its log, under the digest. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <Card>
      <ErrorState title="Scheduling could not be shown." onRetry={reset} requestId={error.digest}>
        Something failed on our side.
      </ErrorState>
    </Card>
  );
}

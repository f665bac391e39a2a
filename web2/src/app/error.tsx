'use client';

import { MessagePage } from '@/components/shell/message-page';
import { Button } from '@/components/ui/button';

type ErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** What the server knows of the error is in its log, under the digest. */
export default function ErrorPage({ error, reset }: ErrorProps) {
  return (
    <MessagePage
      title="Something failed on our side."
      action={
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
      }
    >
      {error.digest ? (
        <>
          Request <code className="font-mono">{error.digest}</code>
        </>
      ) : null}
    </MessagePage>
  );
}

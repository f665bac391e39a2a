import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/states';
import { ApiError } from './api';

type LoadErrorProps = {
  /** What could not be loaded, as a sentence. */
  title: string;
  error: Error | null;
  onRetry: () => void;
  retrying: boolean;
};

/** In place of what could not be loaded: why, and the way out. */
export function LoadError({ title, error, onRetry, retrying }: LoadErrorProps) {
  const known = error instanceof ApiError ? error : null;
  const signedOut = known?.status === 401;
  // what is not there will not be there a moment later
  const gone = known?.status === 404;
  return (
    <ErrorState
      title={title}
      {...(!signedOut && !gone && { onRetry, retrying })}
      requestId={known?.requestId}
      action={
        signedOut ? (
          <Button asChild>
            <a href="/sign-in">Sign in</a>
          </Button>
        ) : null
      }
    >
      {known?.message ?? 'Something failed on our side.'}
    </ErrorState>
  );
}

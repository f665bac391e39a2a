import { ExportError } from '@/lib/errors';

/** What supabase-js returns for a failed call to Storage. */
interface StorageFailure {
  message: string;
  status?: number | undefined;
  /** Storage answers some errors with HTTP 400 and the real status in here, as text. */
  statusCode?: string | undefined;
}

/**
 * Turns Storage's error into words for the owner; its own text stays in `cause`.
 * @param mayHaveActed whether it had all that it needs to act, so that without an answer it may have
 */
export function storageError(cause: unknown, { mayHaveActed = false } = {}): ExportError {
  if (cause instanceof ExportError) return cause;
  const failure = isFailure(cause) ? cause : undefined;
  const is = (status: number) => failure?.status === status || failure?.statusCode === String(status);
  if (is(413) || failure?.statusCode === 'EntityTooLarge') {
    const message = 'The file is larger than storage takes. Shorten the period, add a filter, or set a row limit.';
    return new ExportError('file_too_large', message, { retryable: false, cause });
  }
  if (is(404) || failure?.statusCode === 'NoSuchKey') {
    return new ExportError('file_missing', 'The file is no longer in storage. Run the job again.', {
      retryable: false,
      cause,
    });
  }
  if (is(401) || is(403)) {
    const message = 'Storage refused the access key. Whoever runs Scheduled Exports can correct it.';
    return new ExportError('storage_refused', message, { retryable: false, cause });
  }
  return new ExportError('storage_unavailable', 'Storage could not be reached, or did not answer.', {
    retryable: true,
    uncertain: mayHaveActed,
    cause,
  });
}

function isFailure(error: unknown): error is StorageFailure {
  return typeof error === 'object' && error !== null && 'message' in error;
}

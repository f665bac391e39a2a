import { z } from 'zod';
import { isUnanswered } from '@/lib/db';
import { ExportError, ValidationError } from '@/lib/errors';
import { isFaultOfQuery, QUERY_CANCELED, sqlState } from '@/lib/sql-state';

/** What went wrong, as a code and a sentence that its owner can act on. Nothing of an unknown error is shown. */
export function explainFailure(error: unknown): ExportError {
  if (error instanceof ExportError) return error;
  if (error instanceof ValidationError) {
    const missing = error.errors.filter(({ code }) => code === 'no_such_column').map(({ message }) => message);
    if (missing.length > 0) {
      const columns = [...new Set(missing)].join(' ');
      return failure('column_missing', `The report has changed. ${columns} Edit the job.`, false, error);
    }
    return failure('invalid_definition', `The job cannot run as it is set. ${error.message} Edit it.`, false, error);
  }
  if (error instanceof z.ZodError)
    return failure(
      'invalid_definition',
      'The job holds settings that cannot be run. Edit it and save it again.',
      false,
      error,
    );
  const state = sqlState(error);
  if (state) return explainPostgres(state, error);
  if (isConnectionError(error)) {
    return failure(
      'database_unavailable',
      'The database was not reachable. The export is tried again by itself.',
      true,
      error,
    );
  }
  return failure('internal', 'Something failed on our side. The export is tried again by itself.', true, error);
}

function explainPostgres(state: string, cause: unknown): ExportError {
  if (state === QUERY_CANCELED)
    return failure('report_timeout', 'The report took too long. Shorten the period or add a filter.', false, cause);
  if (state === '42501')
    return failure(
      'access_lost',
      'Its owner may no longer read this report. Hand the job to someone who may.',
      false,
      cause,
    );
  if (state === '42P01')
    return failure(
      'report_missing',
      'The report no longer exists. Choose another in the job, and run the job again.',
      false,
      cause,
    );
  if (state === '42703')
    return failure('column_missing', 'A column of the report no longer exists. Edit the job.', false, cause);
  if (isFaultOfQuery(state))
    return failure(
      'report_broken',
      'The report could not be read: it or a filter value is at fault. Ask whoever keeps the report.',
      false,
      cause,
    );
  // Connection, transaction (one that was left idle, or a server that became a replica), resources, locks, shutdown, its system.
  if (/^(08|25|40|53|55|57P|58|XX)/.test(state))
    return failure(
      'database_unavailable',
      'The database was not reachable. The export is tried again by itself.',
      true,
      cause,
    );
  return failure('internal', 'Something failed on our side. The export is tried again by itself.', true, cause);
}

function failure(code: string, message: string, retryable: boolean, cause: unknown): ExportError {
  return new ExportError(code, message, { retryable, cause });
}

function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    // The last is what the reader of a COPY hears when the connection closes under it.
    ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code) ||
    isUnanswered(error) ||
    /connection (terminated|timeout|error)|timeout exceeded when trying to connect|client was closed/i.test(
      error.message,
    )
  );
}

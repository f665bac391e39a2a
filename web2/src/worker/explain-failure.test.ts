import { DatabaseError } from 'pg';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ExportError, ValidationError } from '@/lib/errors';
import { explainFailure } from './explain-failure';

function postgres(code: string): DatabaseError {
  const error = new DatabaseError('select secret from hidden failed', 1, 'error');
  return Object.assign(error, { code, severity: 'ERROR' });
}

describe('the explanation of a failure', () => {
  it.each([
    ['57014', 'report_timeout', false],
    ['42501', 'access_lost', false],
    ['42P01', 'report_missing', false],
    ['42703', 'column_missing', false],
    ['22012', 'report_broken', false],
    ['42883', 'report_broken', false],
    ['21000', 'report_broken', false],
    ['54001', 'report_broken', false],
    ['57P01', 'database_unavailable', true],
    ['08006', 'database_unavailable', true],
    ['53300', 'database_unavailable', true],
    ['40001', 'database_unavailable', true],
    ['40P01', 'database_unavailable', true],
    ['25P03', 'database_unavailable', true],
    ['25006', 'database_unavailable', true],
    ['P0001', 'internal', true],
  ])('of SQLSTATE %s is %s, tried again: %s', (state, code, retryable) => {
    const failure = explainFailure(postgres(state));
    expect(failure).toMatchObject({ code, retryable, uncertain: false });
    expect(failure.message).not.toMatch(/secret|select/);
    expect(failure.message).toMatch(/\.$/);
  });

  it.each([
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
    [Object.assign(new Error('x'), { code: 'ECONNRESET' })],
    [Object.assign(new Error('Premature close'), { code: 'ERR_STREAM_PREMATURE_CLOSE' })],
    [new Error('Connection terminated unexpectedly')],
    [new Error('Query read timeout')],
    [new Error('Client was closed and is not queryable')],
    [new Error('Client has encountered a connection error and is not queryable')],
    [new Error('timeout exceeded when trying to connect')],
  ])('of a lost connection is that the database was away: %s', (error) => {
    expect(explainFailure(error)).toMatchObject({ code: 'database_unavailable', retryable: true });
  });

  it('of an unknown error shows nothing of it', () => {
    for (const error of [new Error('password=hunter2'), 'password=hunter2', null, undefined, { code: 'hunter2' }]) {
      const failure = explainFailure(error);
      expect(failure).toMatchObject({ code: 'internal', retryable: true });
      expect(failure.message).not.toContain('hunter2');
      expect(failure.cause).toBe(error);
    }
  });

  it('of a definition that does not fit names the field', () => {
    const code = 'no_such_column' as const;
    const message = 'This report has no column “x”. It has y.';
    const gone = explainFailure(
      new ValidationError([
        { path: 'columns.0', message, code },
        { path: 'filters.x', message, code },
      ]),
    );
    expect(gone).toMatchObject({ code: 'column_missing', retryable: false });
    expect(gone.message).toBe(`The report has changed. ${message} Edit the job.`);
    const quoted = explainFailure(
      new ValidationError([{ path: 'filters.a', message: '“has no column” is no number.' }]),
    );
    expect(quoted).toMatchObject({ code: 'invalid_definition' });
    const wrong = explainFailure(new ValidationError([{ path: 'filters.a', message: '1 is not a text.' }]));
    expect(wrong).toMatchObject({ code: 'invalid_definition', retryable: false });
    const unreadable = explainFailure(z.string().safeParse(1).error);
    expect(unreadable).toMatchObject({ code: 'invalid_definition', retryable: false });
  });

  it('leaves an explained one as it is', () => {
    const error = new ExportError('storage_unavailable', 'Away.', { retryable: true });
    expect(explainFailure(error)).toBe(error);
  });
});

import { AppError, NotFoundError, ValidationError } from '@/lib/errors';

interface Result<T> {
  data: T;
  error: { code?: string; message: string; details?: string | null } | null;
}

/**
 * The data of a PostgREST answer.
 * @param thing what was asked for, named in "There is no such …"
 * @throws AppError for what the database refused by one of its rules (SQLSTATEs `SX…` are our own: see the migrations);
 *   any other error as it came
 */
export function unwrap<T>({ data, error }: Result<T>, thing: string): NonNullable<T> {
  if (!error) {
    if (data === null || data === undefined) throw new NotFoundError(thing);
    return data;
  }
  switch (error.code) {
    case 'PGRST116':
    case '22P02': // not a uuid, so nobody's id
    case 'SX404':
      throw new NotFoundError(thing);
    case '42501':
      throw new AppError('forbidden', `Your role does not let you do this with the ${thing}.`, { cause: error });
    case 'SX409':
      throw new AppError('conflict', error.message);
    case 'SX412':
      throw new AppError('precondition_failed', error.message);
    case 'SX422':
      throw new ValidationError([{ path: error.details ?? '', message: error.message }]);
    case '23514':
      throw new ValidationError(
        [{ path: checkedColumn(error.message), message: 'This is outside of what is allowed.' }],
        {
          cause: error,
        },
      );
    case '22003':
    case '22007':
    case '22008':
    case '22021':
    case '22P05':
      throw new ValidationError([{ path: '', message: 'A value cannot be read.' }], { cause: error });
    case 'PGRST301':
    case 'PGRST303':
      throw new AppError('unauthenticated', 'The session has expired. Sign in again.');
    default:
      throw new Error(`Database error ${error.code ?? ''}: ${error.message}`, { cause: error });
  }
}

/** PostgreSQL names the check of a column after table and column; '' for one of several columns. */
function checkedColumn(message: string): string {
  return /relation "(\w+)" violates check constraint "\1_(\w+)_check\d*"/.exec(message)?.[2] ?? '';
}

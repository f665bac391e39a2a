/** The one error tree. An `AppError`'s message is meant for people; every other error shows only a request id. */

export const ERROR_STATUS = {
  invalid_request: 400,
  invalid_json: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  idempotency_key_reused: 409,
  gone: 410,
  precondition_failed: 412,
  unsupported_media_type: 415,
  report_unreadable: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export interface FieldError {
  /** Dotted path of the field, such as `filters.region` or `targets.0.to.1`. */
  path: string;
  message: string;
  /** What is wrong, where a program decides by it. */
  code?: 'no_such_column';
}

export class AppError extends Error {
  override readonly name: string = 'AppError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export class ValidationError extends AppError {
  override readonly name = 'ValidationError';
  readonly errors: FieldError[];

  constructor(errors: FieldError[], options?: ErrorOptions) {
    super('invalid_request', errors.map((e) => (e.path ? `${e.path}: ${e.message}` : e.message)).join(' '), options);
    this.errors = errors;
  }
}

export class NotFoundError extends AppError {
  override readonly name = 'NotFoundError';

  constructor(thing: string) {
    super('not_found', `There is no such ${thing}, or you may not see it.`);
  }
}

/** Why a run or a delivery did not succeed: a stable code, a sentence for its owner, and whether trying again may help. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
  readonly code: string;
  readonly retryable: boolean;
  /** The far side may have acted although no answer came. */
  readonly uncertain: boolean;
  /** The far side asked not to be tried again before so many seconds. */
  readonly retryAfterSeconds: number;

  constructor(
    code: string,
    message: string,
    {
      retryable,
      uncertain = false,
      retryAfterSeconds = 0,
      cause,
    }: { retryable: boolean; uncertain?: boolean; retryAfterSeconds?: number; cause?: unknown },
  ) {
    super(message, { cause });
    this.code = code;
    this.retryable = retryable;
    this.uncertain = uncertain;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

import type { FieldError } from '@/lib/errors';

interface Problem {
  code?: string;
  detail?: string;
  request_id?: string;
  errors?: FieldError[];
}

/** What the API refused, or that it could not be asked. `message` is a sentence for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0 when no answer came. */
  readonly status: number;
  readonly code: string;
  readonly errors: FieldError[];
  readonly requestId: string | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    { errors = [], requestId, cause }: { errors?: FieldError[]; requestId?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.requestId = requestId;
  }
}

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absent and empty values are left out. */
  query?: Record<string, string | number | null | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * Asks our own API and reads its JSON; the answer's type is taken on trust, because both sides are one deployment.
 * @throws ApiError for a problem+json answer, for anything else that is not a success, and when no answer came
 */
export async function askApi<T>(path: string, { query, body, headers, ...init }: ApiRequest = {}): Promise<T> {
  const response = await send(`${path}${searchOf(query)}`, {
    ...init,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await readProblem(response);
  if (response.status === 204) return undefined as T;
  return response.json().then(
    (answer) => answer as T,
    (cause) => {
      throw new ApiError(response.status, 'unexpected', 'The server’s answer could not be read.', { cause });
    },
  );
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    // a cancelled request is nobody's error
    if (init.signal?.aborted) throw cause;
    if (!navigator.onLine) throw new ApiError(0, 'offline', 'You are offline. Nothing was changed.', { cause });
    throw new ApiError(0, 'unreachable', 'The server did not answer.', { cause });
  }
}

async function readProblem(response: Response): Promise<ApiError> {
  const problem = await readJson(response);
  const requestId = problem.request_id ?? response.headers.get('x-request-id') ?? undefined;
  return new ApiError(response.status, problem.code ?? 'unexpected', sentence(response.status, problem), {
    errors: problem.errors ?? [],
    requestId,
  });
}

function sentence(status: number, { detail, errors }: Problem): string {
  if (status === 401) return 'You are signed out. Sign in again.';
  if (status >= 500) return 'Something failed on our side.';
  // the detail names fields as the API calls them, which stand on no screen
  if (errors?.length) return errors.map(({ message }) => message).join(' ');
  return detail ?? `The server answered with ${status}.`;
}

async function readJson(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    return JSON.parse(text) as Problem;
  } catch {
    // a proxy's HTML page says no more than the status does
    return {};
  }
}

function searchOf(query: ApiRequest['query'] = {}): string {
  const given = Object.entries(query).flatMap(([key, value]) =>
    value === undefined || value === null || value === '' ? [] : [[key, String(value)]],
  );
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError, ERROR_STATUS, type ErrorCode, NotFoundError, ValidationError } from '@/lib/errors';
import { log } from '@/lib/log';
import { problem } from './problem';

const logged = vi.spyOn(log, 'error');
beforeEach(() => void logged.mockImplementation(() => undefined));
afterEach(() => void logged.mockReset());

describe('an error as problem+json', () => {
  it.each(Object.entries(ERROR_STATUS))('of code %s answers %i', async (code, status) => {
    const response = problem(new AppError(code as ErrorCode, 'What happened.'), 'r1');
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('x-request-id')).toBe('r1');
    expect(await response.json()).toMatchObject({ code, status, detail: 'What happened.', request_id: 'r1' });
    expect(logged).toHaveBeenCalledTimes(status >= 500 ? 1 : 0);
  });

  it('of an unknown kind shows the request id alone, and is logged with its cause', async () => {
    const error = new Error('password=hunter2 at /srv/app.ts:1');
    const response = problem(error, 'r2');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/hunter2|srv/);
    expect(logged).toHaveBeenCalledWith('request failed', { request_id: 'r2', error });
  });

  it('of fields names each', async () => {
    const errors = [{ path: 'filters.region', message: 'No.' }];
    expect(await problem(new ValidationError(errors), 'r3').json()).toMatchObject({ status: 400, errors });
    expect(await problem(new NotFoundError('run'), 'r4').json()).not.toHaveProperty('errors');
  });

  it('of a missing sign-in says how to sign in', () => {
    const header = (code: ErrorCode) => problem(new AppError(code, 'x'), 'r').headers.get('www-authenticate');
    expect([header('unauthenticated'), header('forbidden')]).toEqual(['Bearer', null]);
  });
});

import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/errors';
import { unwrap } from './unwrap';

function refusal(code: string, message = 'select x from hidden'): unknown {
  try {
    return unwrap({ data: null, error: { code, message } }, 'run');
  } catch (error) {
    return error;
  }
}

describe('the answer of the database', () => {
  it('is its data', () => {
    expect(unwrap({ data: [], error: null }, 'run')).toEqual([]);
    expect(unwrap({ data: 0, error: null }, 'run')).toBe(0);
    expect(() => unwrap({ data: null, error: null }, 'run')).toThrow('There is no such run');
  });

  it.each([
    ['PGRST116', 'not_found'],
    ['22P02', 'not_found'],
    ['SX404', 'not_found'],
    ['42501', 'forbidden'],
    ['SX409', 'conflict'],
    ['SX412', 'precondition_failed'],
    ['SX422', 'invalid_request'],
    ['22007', 'invalid_request'],
    ['22021', 'invalid_request'],
    ['PGRST301', 'unauthenticated'],
    ['PGRST303', 'unauthenticated'],
  ])('%s becomes %s', (code, expected) => {
    expect(refusal(code, 'x')).toMatchObject({ code: expected });
  });

  it('names the field that a check refused, and nothing of the check', () => {
    const refused = (check: string) =>
      refusal('23514', `new row for relation "scheduled_exports" violates check constraint "${check}"`);
    const message = 'This is outside of what is allowed.';
    expect(refused('scheduled_exports_starts_at_check')).toMatchObject({ errors: [{ path: 'starts_at', message }] });
    expect(refused('scheduled_exports_name_check1')).toMatchObject({ errors: [{ path: 'name', message }] });
    expect(refused('scheduled_exports_check')).toMatchObject({ errors: [{ path: '', message }] });
  });

  it('that nobody expected is no message for people', () => {
    expect(refusal('XX000')).not.toBeInstanceOf(AppError);
    expect(refusal('23505')).not.toBeInstanceOf(AppError);
  });
});

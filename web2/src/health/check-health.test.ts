import { describe, expect, it } from 'vitest';
import { checkHealth, queueState, workerState } from './check-health';

const QUIET = { occurrence: null, run: null, delivery: null, lease: null, worker: 12 };
const logged: unknown[] = [];
const write = (message: string, fields: object = {}) => void logged.push({ message, ...fields });
const log = { debug: write, info: write, warn: write, error: write };
const deps = (lag: object | Promise<never>, ping: () => Promise<void> = async () => undefined) => ({
  db: { query: async () => [await lag] as never[] },
  storage: { ping },
  ...{ log, maxLagSeconds: 600, timeoutMs: 20 },
});
const never = new Promise<never>(() => undefined);

describe('the health', () => {
  it('is good while everything answers and nothing waits for long', async () => {
    expect(await checkHealth(deps(QUIET))).toEqual({
      status: 'ok',
      checks: { database: 'ok', storage: 'ok', queue: 'ok', worker: 'ok' },
      lag: QUIET,
    });
  });

  it.each(['occurrence', 'run', 'delivery', 'lease'])('is bad when a due %s was not taken in time', (what) => {
    expect(queueState({ ...QUIET, [what]: 600 }, 600)).toBe('ok');
    expect(queueState({ ...QUIET, [what]: 601 }, 600)).toBe('stuck');
  });

  it.each([
    [null, 'missing'],
    [601, 'missing'],
    [600, 'ok'],
    [0, 'ok'],
  ])('of a worker that was seen %j seconds ago is %s', (worker, expected) => {
    expect(workerState({ ...QUIET, worker }, 600)).toBe(expected);
  });

  it('names the part that does not answer, and waits for none', async () => {
    const away = async () => Promise.reject(new Error('secret host'));
    expect(await checkHealth(deps(QUIET, away))).toMatchObject({ status: 'failing', checks: { storage: 'down' } });
    expect(await checkHealth(deps(QUIET, () => never))).toMatchObject({ checks: { database: 'ok', storage: 'down' } });
    expect(await checkHealth(deps(never))).toEqual({
      status: 'failing',
      checks: { database: 'down', storage: 'ok', queue: 'unknown', worker: 'unknown' },
      lag: null,
    });
    expect(logged).toMatchObject([{ part: 'storage' }, { part: 'storage' }, { part: 'database' }]);
  });
});

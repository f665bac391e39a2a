import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startHeartbeat } from './heartbeat';
import { TIMING } from './timing';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => vi.useRealTimers());

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

/** @param answers how many extensions the database answers before it falls silent */
function begin(answers: number) {
  let left = answers;
  const query = () => (left-- > 0 ? Promise.resolve([{ cancelled: false }]) : new Promise<never>(() => {}));
  const run = { id: 'r', lease_token: 't', claimed_at: performance.now() };
  const deadline = new AbortController().signal;
  return startHeartbeat({ db: { reserved: { query: query as never } }, timing: TIMING, log, deadline }, run, () => 0);
}

it.each([
  [0, 120_000],
  [2, 160_000],
])(
  'with %i extensions answered, its holder stops %i ms after the claim: when the last of them was sent, and a lease',
  async (answers, end) => {
    const { signal } = begin(answers);
    await vi.advanceTimersByTimeAsync(end - 1);
    expect(signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(signal.reason).toBe('lease_lost');
  },
);

import type { Database } from '@/lib/db';
import { TIMING } from '@/worker/timing';
import type { WorkerDeps } from '@/worker/worker-deps';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const unreachable = async () => {
  throw new Error('A benchmark reaches no storage and no mail server.');
};

/** The worker's own loop; what it would upload or send is a mistake here. */
export function workerDeps(db: Database, overrides: Partial<WorkerDeps> = {}): WorkerDeps {
  return {
    ...{ db, log: silent, timing: TIMING, deadline: new AbortController().signal, closing: () => false },
    ...{ concurrency: 8, limit: (lane) => lane(), longLived: true, minimumIntervalMinutes: 1, reportTimeoutMs: 60_000 },
    delivery: {
      ...{ email: { name: 'none', honoursIdempotencyKeys: false, send: unreachable } },
      ...{ emailFrom: 'none@x.example', appUrl: 'https://x.example' },
      storage: { upload: unreachable, remove: unreachable, open: unreachable, signedUrl: unreachable },
    } as unknown as WorkerDeps['delivery'],
    ...overrides,
  };
}

import 'server-only';
import pLimit, { type LimitFunction } from 'p-limit';
import { downloadLinks } from '@/delivery/download-links';
import { appEmail } from '@/email/app-email';
import { appDatabase } from '@/lib/app-database';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { exportStorage } from '@/storage/app-storage';
import { processDueExports } from './process-due-exports';
import { TIMING, type Timing } from './timing';
import type { TickResult, WorkerDeps } from './worker-deps';

/** Work left when claiming stops: enough to finish a small report and its mails. */
const RESERVE_MS = 30_000;
const REPORT_TIMEOUT_MS = 3_600_000;

/** However many requests come, the ticks of a process work on no more at once than its connections are for. */
let lanes: LimitFunction | undefined;

/** One tick with the process' own database, storage and mail, within WORKER_DEADLINE_SECONDS; kept in `worker_ticks` for the health check. */
export async function tick(worker: string): Promise<TickResult> {
  const deadlineMs = env().WORKER_DEADLINE_SECONDS * 1000;
  const closesAt = performance.now() + Math.max(deadlineMs - RESERVE_MS, deadlineMs / 2);
  return recordTick(worker, {
    ...appDeps(),
    deadline: AbortSignal.timeout(deadlineMs),
    closing: () => performance.now() > closesAt,
    longLived: false,
    reportTimeoutMs: deadlineMs,
  });
}

interface LongTick {
  /** Once aborted, nothing more is claimed. */
  draining: AbortSignal;
  /** Once aborted, what is held is let go. */
  deadline: AbortSignal;
  timing: Timing;
}

/** The same for `pnpm worker`, which has no deadline until it is told to end. */
export async function longTick(worker: string, { draining, deadline, timing }: LongTick): Promise<TickResult> {
  return recordTick(worker, {
    ...appDeps(),
    timing,
    deadline,
    closing: () => draining.aborted,
    longLived: true,
    reportTimeoutMs: REPORT_TIMEOUT_MS,
  });
}

function appDeps(): Omit<WorkerDeps, 'deadline' | 'closing' | 'longLived' | 'reportTimeoutMs'> {
  const { APP_URL, EMAIL_FROM, LINK_SECRET, WORKER_CONCURRENCY, MINIMUM_INTERVAL_MINUTES } = env();
  lanes ??= pLimit(WORKER_CONCURRENCY);
  return {
    db: appDatabase(),
    delivery: {
      email: appEmail(),
      emailFrom: EMAIL_FROM,
      storage: exportStorage(),
      appUrl: APP_URL,
      links: downloadLinks(LINK_SECRET),
    },
    log,
    timing: TIMING,
    concurrency: WORKER_CONCURRENCY,
    limit: lanes,
    minimumIntervalMinutes: MINIMUM_INTERVAL_MINUTES,
  };
}

async function recordTick(worker: string, deps: WorkerDeps): Promise<TickResult> {
  await deps.db.query(
    `insert into public.worker_ticks (worker, started_at) values ($1, clock_timestamp())
     on conflict (worker) do update set started_at = excluded.started_at, finished_at = null`,
    [worker],
  );
  const result = await processDueExports(deps);
  await deps.db.query('update public.worker_ticks set finished_at = clock_timestamp(), result = $2 where worker = $1', [
    worker,
    result,
  ]);
  return result;
}

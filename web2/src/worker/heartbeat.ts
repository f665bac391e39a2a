import type { Database } from '@/lib/db';
import type { Log } from '@/lib/log';
import type { ClaimedRun } from './claim-runs';
import type { Timing } from './timing';

export type StopReason = 'lease_lost' | 'cancelled' | 'deadline';

interface Heartbeat {
  /** Aborts with a `StopReason` when the work must stop. */
  signal: AbortSignal;
  stop(): void;
}

/**
 * Extends the lease of a run while it is worked on, writes its progress, and sees cancellation, a lost lease and the deadline.
 * Where the database does not answer, the holder stops by its own clock before the lease ends and another takes over.
 * @param progress rows written so far
 */
export function startHeartbeat(
  { db, timing, log, deadline }: { db: Pick<Database, 'reserved'>; timing: Timing; log: Log; deadline: AbortSignal },
  run: Pick<ClaimedRun, 'id' | 'lease_token' | 'claimed_at'>,
  progress: () => number,
): Heartbeat {
  const controller = new AbortController();
  const stopFor = (reason: StopReason) => {
    if (controller.signal.aborted) return;
    log.info('export stopped', { run_id: run.id, reason });
    controller.abort(reason);
  };
  const onDeadline = () => stopFor('deadline');
  deadline.addEventListener('abort', onDeadline, { once: true });
  if (deadline.aborted) onDeadline();

  let expiry: NodeJS.Timeout | undefined;
  /** @param from when the statement that took or extended the lease was sent, so before the database counted from it */
  const holdFrom = (from: number) => {
    clearTimeout(expiry);
    const end = from + timing.leaseSeconds * 1000;
    expiry = setTimeout(() => stopFor('lease_lost'), Math.max(0, end - performance.now()));
  };

  let beating = false;
  let stopped = false;
  const beat = async () => {
    if (beating) return;
    beating = true;
    const sent = performance.now();
    try {
      const values = [run.id, run.lease_token, timing.leaseSeconds, progress()];
      const [row] = await db.reserved.query<{ cancelled: boolean }>(EXTEND, values);
      if (!row) stopFor('lease_lost');
      else if (row.cancelled) stopFor('cancelled');
      else if (!stopped) holdFrom(sent);
    } catch (error) {
      // The database may be away for a moment, which is harmless until the lease ends.
      log.warn('heartbeat failed', { run_id: run.id, error });
    } finally {
      beating = false;
    }
  };
  holdFrom(run.claimed_at);
  const timer = setInterval(() => void beat(), timing.heartbeatMs);
  return {
    signal: controller.signal,
    stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(expiry);
      deadline.removeEventListener('abort', onDeadline);
    },
  };
}

const EXTEND = `
  update public.export_runs
  set lease_expires_at = clock_timestamp() + make_interval(secs => $3), progress_rows = $4
  where id = $1 and lease_token = $2 and status = 'running'
  returning cancel_requested_at is not null as cancelled`;

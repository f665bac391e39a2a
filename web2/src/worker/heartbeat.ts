import type { Db } from '@/lib/db';
import type { Log } from '@/lib/log';
import type { Timing } from './timing';

export type StopReason = 'lease_lost' | 'cancelled' | 'deadline';

interface Heartbeat {
  /** Aborts with a `StopReason` when the work must stop. */
  signal: AbortSignal;
  stop(): void;
}

/**
 * Extends the lease of a run while it is worked on, writes its progress, and sees cancellation, a lost lease and the deadline.
 * @param progress rows written so far
 */
export function startHeartbeat(
  { db, timing, log, deadline }: { db: Db; timing: Timing; log: Log; deadline: AbortSignal },
  run: { id: string; lease_token: string },
  progress: () => number,
): Heartbeat {
  const controller = new AbortController();
  const onDeadline = () => controller.abort('deadline' satisfies StopReason);
  deadline.addEventListener('abort', onDeadline, { once: true });
  if (deadline.aborted) onDeadline();

  const beat = async () => {
    try {
      const [row] = await db.query<{ cancelled: boolean }>(EXTEND, [
        run.id,
        run.lease_token,
        timing.leaseSeconds,
        progress(),
      ]);
      if (!row) controller.abort('lease_lost' satisfies StopReason);
      else if (row.cancelled) controller.abort('cancelled' satisfies StopReason);
    } catch (error) {
      // The database may be away for a moment; the lease itself says for how long that is harmless.
      log.warn('heartbeat failed', { run_id: run.id, error });
    }
  };
  const timer = setInterval(() => void beat(), timing.heartbeatMs);
  return {
    signal: controller.signal,
    stop() {
      clearInterval(timer);
      deadline.removeEventListener('abort', onDeadline);
    },
  };
}

const EXTEND = `
  update public.export_runs
  set lease_expires_at = clock_timestamp() + make_interval(secs => $3), progress_rows = $4
  where id = $1 and lease_token = $2 and status = 'running'
  returning cancel_requested_at is not null as cancelled`;

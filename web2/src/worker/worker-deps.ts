import type { DeliveryContext } from '@/delivery/registry';
import type { Database } from '@/lib/db';
import type { Log } from '@/lib/log';
import type { Timing } from './timing';

export interface WorkerDeps {
  db: Database;
  delivery: Omit<DeliveryContext, 'signal'>;
  log: Log;
  timing: Timing;
  /** Aborts when the tick must let go of what it holds. */
  deadline: AbortSignal;
  /** No new work is claimed once this is true; a tick stops in time, a draining worker at once. */
  closing: () => boolean;
  concurrency: number;
  /** Starts a lane when there is room for it: ticks of one process share its connections. */
  limit: <T>(lane: () => Promise<T>) => Promise<T>;
  /** Whether runs that are too long for a function may be claimed. */
  longLived: boolean;
  /** Schedules that run more often are stopped. */
  minimumIntervalMinutes: number;
  /** Bound of one report's query. */
  reportTimeoutMs: number;
  /** The tick's clock, when it is not the database's. */
  now?: Date;
}

export interface TickResult {
  planned: number;
  claimed: number;
  succeeded: number;
  failed: number;
  retried: number;
  skipped: number;
  delivered: number;
  remaining: number;
  duration_ms: number;
}

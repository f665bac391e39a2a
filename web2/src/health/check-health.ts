import type { Db } from '@/lib/db';
import type { Log } from '@/lib/log';
import type { ExportStorage } from '@/storage/export-storage';
import { readWorkLag, type WorkLag } from './work-lag';

/** What a monitor sees: a word per part. Nothing of what is exported, of whom, or where the parts are. */
export interface Health {
  status: 'ok' | 'failing';
  checks: {
    database: 'ok' | 'down';
    storage: 'ok' | 'down';
    /** stuck: what is due is not taken. */
    queue: 'ok' | 'stuck' | 'unknown';
    /** missing: nobody has ticked for too long. */
    worker: 'ok' | 'missing' | 'unknown';
  };
  /** Seconds, for whoever runs the system; left out of a public answer. */
  lag: WorkLag | null;
}

interface HealthDeps {
  db: Db;
  storage: Pick<ExportStorage, 'ping'>;
  log: Log;
  /** Seconds after which waiting work is stuck, and a silent worker missing. */
  maxLagSeconds: number;
  /** How long a part may take to answer. */
  timeoutMs: number;
}

/** Asks each part at once, and waits for none longer than `timeoutMs`. */
export async function checkHealth(deps: HealthDeps): Promise<Health> {
  const [lag, storage] = await Promise.all([
    answer(deps, 'database', () => readWorkLag(deps.db)),
    answer(deps, 'storage', () => deps.storage.ping()),
  ]);
  const checks: Health['checks'] = {
    database: lag ? 'ok' : 'down',
    storage: storage ? 'ok' : 'down',
    queue: lag ? queueState(lag.value, deps.maxLagSeconds) : 'unknown',
    worker: lag ? workerState(lag.value, deps.maxLagSeconds) : 'unknown',
  };
  const failing = Object.values(checks).some((check) => check !== 'ok');
  return { status: failing ? 'failing' : 'ok', checks, lag: lag?.value ?? null };
}

/** @param maxLagSeconds how long due work may wait */
export function queueState({ occurrence, run, delivery, lease }: WorkLag, maxLagSeconds: number): 'ok' | 'stuck' {
  return [occurrence, run, delivery, lease].some((seconds) => (seconds ?? 0) > maxLagSeconds) ? 'stuck' : 'ok';
}

/** @param maxLagSeconds how long a worker may be silent */
export function workerState({ worker }: WorkLag, maxLagSeconds: number): 'ok' | 'missing' {
  return worker !== null && worker <= maxLagSeconds ? 'ok' : 'missing';
}

async function answer<T>(
  { log, timeoutMs }: HealthDeps,
  part: string,
  ask: () => Promise<T>,
): Promise<{ value: T } | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return { value: await Promise.race([ask(), late]) };
  } catch (error) {
    log.warn('a health check failed', { part, error });
    return null;
  } finally {
    clearTimeout(timer);
  }
}

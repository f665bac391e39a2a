import 'server-only';
import { appDatabase } from '@/lib/app-database';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { exportStorage } from '@/storage/app-storage';
import { checkHealth, type Health } from './check-health';

const TIMEOUT_MS = 3_000;
/** Asked more often, it answers what it found: anybody may ask, and that must cost next to nothing. */
const FRESH_MS = 2_000;

let last: { at: number; health: Promise<Health> } | undefined;

/** The health of this deployment, at most two seconds old. */
export function appHealth(): Promise<Health> {
  if (!last || performance.now() - last.at > FRESH_MS) {
    const { HEALTH_MAX_LAG_SECONDS: maxLagSeconds } = env();
    const deps = { db: appDatabase(), storage: exportStorage(), log, maxLagSeconds, timeoutMs: TIMEOUT_MS };
    last = { at: performance.now(), health: checkHealth(deps) };
  }
  return last.health;
}

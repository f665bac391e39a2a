import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { appEmail } from '@/email/app-email';
import { appDatabase } from '@/lib/app-database';
import { log } from '@/lib/log';
import { longTick } from './tick';

/** `pnpm worker`: the tick in a loop, for exports too long for a function. SIGTERM and SIGINT let it finish what it holds. */
const PAUSE_MS = 5_000;
const name = `${hostname()}:${process.pid}`.slice(0, 120);
const drain = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => drain.abort());

log.info('worker started', { worker: name });
while (!drain.signal.aborted) {
  try {
    const result = await longTick(name, () => drain.signal.aborted);
    if (result.claimed > 0 || result.delivered > 0) log.info('tick', { ...result });
  } catch (error) {
    // The database may be away; the next round tries again.
    log.error('tick failed', { error });
  }
  await sleep(PAUSE_MS, undefined, { signal: drain.signal }).catch(() => undefined);
}
// Connections that are kept open would keep the process, too.
await Promise.all([appDatabase().close(), appEmail().close()]);
log.info('worker stopped', { worker: name });

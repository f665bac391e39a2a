import { appDatabase } from '@/lib/app-database';
import { env } from '@/lib/env';
import type { UserContext } from '@/lib/http/user-context';
import { log } from '@/lib/log';
import { planOneSchedule } from './plan-due';

/**
 * Plans one schedule at once instead of at the next tick. When that fails the tick does it, so the request goes on; a change that
 * would lose what is due is refused by the database meanwhile.
 */
export async function planNow(ctx: UserContext, id: string): Promise<void> {
  try {
    await appDatabase().transaction({ actor: `user:${ctx.userId}`, requestId: ctx.requestId }, async (db) => {
      const [clock] = await db.query<{ now: Date }>('select now() as now');
      await planOneSchedule(db, {
        id,
        now: clock?.now ?? new Date(),
        log,
        minimumIntervalMinutes: env().MINIMUM_INTERVAL_MINUTES,
      });
    });
  } catch (error) {
    log.warn('schedule was not planned at once', { scheduled_export_id: id, request_id: ctx.requestId, error });
  }
}

import { readExportRun } from '@/export-runs/read';
import { requestRun } from '@/export-runs/request-run';
import type { ExportRun } from '@/export-runs/schema';
import { appDatabase } from '@/lib/app-database';
import { NotFoundError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { planDefinition } from './definition';
import { lockSchedule } from './due-schedules';
import { readScheduledExport } from './read';

/**
 * Runs a schedule now, as it stands, with periods as of now; also one that is paused, stopped or ended. Its occurrences stay as they are.
 * @param idempotencyKey the same key answers with the run that the first request made
 * @throws NotFoundError, AppError forbidden; conflict while one that was asked for still waits; idempotency_key_reused
 */
export async function runScheduledExport(ctx: UserContext, id: string, idempotencyKey?: string): Promise<ExportRun> {
  await readScheduledExport(ctx, id); // row-level security says whether it is there for this person
  const run = await appDatabase().transaction({ actor: `user:${ctx.userId}`, requestId: ctx.requestId }, async (db) => {
    const schedule = await lockSchedule(db, id);
    const [clock] = await db.query<{ now: Date }>('select now() as now');
    if (!schedule || !clock) throw new NotFoundError('scheduled export');
    const { definition, period } = planDefinition(schedule, clock.now, schedule.week_starts_on);
    return requestRun(db, ctx, {
      organizationId: schedule.organization_id,
      scheduledExportId: id,
      trigger: 'manual',
      scheduledFor: clock.now,
      ...{ period, definition, idempotencyKey },
    });
  });
  return readExportRun(ctx, run);
}

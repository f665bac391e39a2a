import { appDatabase } from '@/lib/app-database';
import { AppError, NotFoundError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { readExportRun } from './read';
import { requestRun } from './request-run';
import type { ExportRun } from './schema';

/**
 * Runs a past occurrence again, with its own period, filters and targets, for everyone. It is read under the rights of
 * whoever owns the schedule now, so that nobody's rights outlive a handover.
 * @throws NotFoundError, AppError forbidden, conflict or idempotency_key_reused
 */
export async function replayExportRun(ctx: UserContext, id: string, idempotencyKey?: string): Promise<ExportRun> {
  await readExportRun(ctx, id); // row-level security says whether it is there for this person
  const replay = await appDatabase().transaction(
    { actor: `user:${ctx.userId}`, requestId: ctx.requestId },
    async (db) => {
      const [run] = await db.query<PastRun>(PAST_RUN, [id]);
      if (!run) throw new NotFoundError('run');
      if (run.deleted) throw new AppError('conflict', 'Its schedule was deleted, so the run cannot be replayed.');
      if (!run.over) throw new AppError('conflict', 'The run is still on its way. Replay it when it is over.');
      if (run.outsider) {
        throw new AppError(
          'conflict',
          `It went to ${run.outsider}, where this organisation may not send any more. Run the schedule now instead.`,
        );
      }
      return requestRun(db, ctx, {
        organizationId: run.organization_id,
        scheduledExportId: run.scheduled_export_id,
        trigger: 'replay',
        scheduledFor: run.scheduled_for,
        period: run.period_start && run.period_end ? { start: run.period_start, end: run.period_end } : null,
        definition: { ...run.definition, owner_id: run.owner_id, owner_name: run.owner_name },
        idempotencyKey,
      });
    },
  );
  return readExportRun(ctx, replay);
}

interface PastRun {
  organization_id: string;
  scheduled_export_id: string;
  scheduled_for: Date;
  period_start: Date | null;
  period_end: Date | null;
  definition: Record<string, unknown>;
  over: boolean;
  deleted: boolean;
  owner_id: string | null;
  owner_name: string | null;
  outsider: string | null;
}

const PAST_RUN = `
  select r.organization_id, r.scheduled_export_id, r.scheduled_for, r.period_start, r.period_end, r.definition,
    r.status not in ('waiting', 'queued', 'running', 'delivering') as over, s.deleted_at is not null as deleted,
    s.owner_id, p.display_name as owner_name, private.outside_recipient(r.organization_id, r.definition -> 'targets') as outsider
  from public.export_runs r
    join public.scheduled_exports s on s.id = r.scheduled_export_id
    left join public.profiles p on p.id = s.owner_id
  where r.id = $1 for no key update of s`;

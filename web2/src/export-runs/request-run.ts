import type { Db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';

/** A run that a person asks for. */
export interface RunRequest {
  organizationId: string;
  scheduledExportId: string;
  trigger: 'manual' | 'replay';
  /** The instant from which its period follows. */
  scheduledFor: Date;
  period: { start: Date; end: Date } | null;
  definition: Record<string, unknown>;
  /** The same key answers with the run that the first request made. */
  idempotencyKey: string | undefined;
}

/**
 * Queues a run by hand, in a transaction of the service whose caller holds the schedule's lock: people may not write runs.
 * @returns the run's id
 * @throws AppError forbidden; conflict while the same is already asked for; idempotency_key_reused
 */
export async function requestRun(db: Db, ctx: UserContext, request: RunRequest): Promise<string> {
  const { organizationId, scheduledExportId, trigger, scheduledFor, period, definition, idempotencyKey } = request;
  const [asked] = await db.query<{ may: boolean }>('select private.may_change_schedule($1, $2) as may', [
    ...[scheduledExportId, ctx.userId],
  ]);
  if (!asked?.may) throw new AppError('forbidden', 'Only the owner of this schedule or an admin may run it.');
  const first = idempotencyKey === undefined ? null : await runOfKey(db, ctx, request, idempotencyKey);
  if (first) return first;
  const [waiting] = await db.query(WAITING, [scheduledExportId, trigger, scheduledFor]);
  if (waiting) throw new AppError('conflict', 'This was already asked for, and waits for its turn.');

  const [run] = await db.query<{ id: string }>(INSERT, [
    ...[organizationId, scheduledExportId, trigger, scheduledFor, period?.start ?? null, period?.end ?? null],
    ...[JSON.stringify(definition), ctx.userId, idempotencyKey ?? null],
  ]);
  if (!run) throw reused();
  await db.query('select private.queue_at_once($1)', [run.id]);
  await db.query('select private.record_audit($1, $2, $3, $4)', [
    ...[organizationId, trigger === 'manual' ? 'run_now' : 'replay', 'export_runs', run.id],
  ]);
  return run.id;
}

async function runOfKey(db: Db, ctx: UserContext, request: RunRequest, key: string): Promise<string | null> {
  const [first] = await db.query<FirstRun>(
    `select id, scheduled_export_id, trigger, scheduled_for, requested_by from public.export_runs
     where organization_id = $1 and idempotency_key = $2`,
    [request.organizationId, key],
  );
  if (!first) return null;
  const same =
    first.scheduled_export_id === request.scheduledExportId &&
    first.trigger === request.trigger &&
    first.requested_by === ctx.userId &&
    // "Now" is another instant each time; a replay names its own.
    (request.trigger === 'manual' || first.scheduled_for.getTime() === request.scheduledFor.getTime());
  if (!same) throw reused();
  return first.id;
}

interface FirstRun {
  id: string;
  scheduled_export_id: string;
  trigger: string;
  scheduled_for: Date;
  requested_by: string | null;
}

const reused = () =>
  new AppError(
    'idempotency_key_reused',
    'Another run was made with this Idempotency-Key. Use a new key for a new run.',
  );

const WAITING = `
  select from public.export_runs r
  where r.scheduled_export_id = $1 and r.trigger = $2 and r.stage in ('waiting', 'active') and r.status <> 'running' and ($2 = 'manual' or r.scheduled_for = $3)`;

const INSERT = `
  insert into public.export_runs (organization_id, scheduled_export_id, trigger, scheduled_for, period_start, period_end, definition,
    requested_by, idempotency_key, run_after)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now())
  on conflict (organization_id, idempotency_key) where idempotency_key is not null do nothing
  returning id`;

import { AppError, ValidationError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { parse } from '@/lib/validate';
import { getReport } from '@/reports/catalogue';
import { checkDefinition } from './check-definition';
import { planNow } from './plan-now';
import { readScheduledExport } from './read';
import { type ScheduledExport, scheduledExportPatchSchema } from './schema';
import { targetsOf } from './targets';

/**
 * Changes what the patch names; later occurrences follow it, runs that are already planned do not.
 * @param patch body of PATCH; `{ "status": "paused" | "active" }` pauses and resumes
 * @param expectedVersion of If-Match
 * @throws ValidationError, NotFoundError, AppError forbidden or precondition_failed
 */
export async function updateScheduledExport(
  ctx: UserContext,
  id: string,
  patch: unknown,
  expectedVersion?: number,
): Promise<ScheduledExport> {
  const { delivery_method, email, targets: _targets, ...fields } = parse(scheduledExportPatchSchema, patch);
  const current = await readScheduledExport(ctx, id);
  if (!current.can_edit)
    throw new AppError('forbidden', 'Only its owner or an admin may change this scheduled export.');
  if (expectedVersion !== undefined && expectedVersion !== current.version) throw changedMeanwhile();

  const targets = targetsOf({ targets: _targets, delivery_method, email: email ?? undefined });
  const next = Object.assign({ ...current }, fields);
  // A pause must work even where the report or zone is what broke the schedule.
  if (Object.keys(fields).some((field) => field !== 'status' && field !== 'name')) {
    checkDefinition(next, await getReport(ctx, next.report_type).catch(missingReport));
  }
  const change = { ...fields, ...(targets && { targets }) };
  // What was due by the old recurrence is planned before the new one counts.
  if (current.status === 'active') await planNow(ctx, id);
  let update = ctx.supabase
    .from('scheduled_exports')
    .update(change as never)
    .eq('id', id);
  if (expectedVersion !== undefined) update = update.eq('version', expectedVersion);
  const changed = unwrap(await update.select('id'), 'scheduled export');
  if (changed.length === 0) throw changedMeanwhile();
  await planNow(ctx, id);
  return readScheduledExport(ctx, id);
}

function changedMeanwhile(): AppError {
  return new AppError(
    'precondition_failed',
    'The scheduled export was changed meanwhile. Read it again and repeat your change.',
  );
}

function missingReport(error: unknown): never {
  if (!(error instanceof AppError && error.code === 'not_found')) throw error;
  throw new ValidationError([
    { path: 'report_type', message: 'There is no such report, or you may not read it. Choose another.' },
  ]);
}

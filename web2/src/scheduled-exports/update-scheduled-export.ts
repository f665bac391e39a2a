import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { Mistakes, parseFields } from '@/lib/validate';
import { findReport } from '@/reports/catalogue';
import { keepArchivePassword } from './archive-password';
import { checkDefinition, startOf } from './check-definition';
import { planNow } from './plan-now';
import { readScheduledExport } from './read';
import { type ScheduledExport, scheduledExportPatchSchema } from './schema';
import { concernDelivery, targetsOf } from './targets';

/**
 * Changes what the patch names; later occurrences follow it, runs that are already planned do not.
 * @param patch body of PATCH; `{ "status": "paused" | "active" }` pauses and resumes
 * @param expectedVersion of If-Match
 * @throws ValidationError, NotFoundError, AppError forbidden, precondition_failed, or conflict
 *   while an occurrence of the old recurrence is due and could not be planned
 */
export async function updateScheduledExport(
  ctx: UserContext,
  id: string,
  patch: unknown,
  expectedVersion?: number,
): Promise<ScheduledExport> {
  const current = await readScheduledExport(ctx, id);
  if (!current.can_edit)
    throw new AppError('forbidden', 'Only its owner or an admin may change this scheduled export.');
  if (expectedVersion !== undefined && expectedVersion !== current.version) throw changedMeanwhile();

  const { value, fields, errors } = parseFields(scheduledExportPatchSchema, patch);
  const mistakes = new Mistakes(errors);
  const targets = concernDelivery(errors) ? undefined : mistakes.collect(() => targetsOf(fields));
  const { delivery_method: _method, email: _email, targets: _targets, archive_password: password, ...columns } = fields;
  // The old format's options mean nothing to another.
  if (columns.format && columns.format !== current.format) columns.format_options ??= {};
  const change: Record<string, unknown> = { ...columns, ...(targets && { targets }) };
  // A pause must work even where the report or zone is what broke the schedule.
  if (Object.keys(fields).some((field) => field !== 'status' && field !== 'name')) {
    const next = Object.assign({ ...current }, columns);
    const report = await findReport(ctx, next.report_type);
    if (!report) mistakes.add('report_type', `There is no report “${next.report_type}”. Choose another.`);
    const hasPassword = password === undefined ? current.has_archive_password : password !== null;
    const recurrence = checkDefinition({ ...next, hasPassword }, report, mistakes, env().MINIMUM_INTERVAL_MINUTES);
    if (recurrence) change.starts_at = startOf(recurrence, next.starts_at, new Date());
    if (recurrence && columns.recurrence !== undefined) change.recurrence = recurrence.text;
  }
  if (value && Object.keys(value).length === 0) mistakes.add('', 'Name at least one field to change.');
  mistakes.throwIfAny();
  if (password !== undefined) {
    change.secret_id = password && (await keepArchivePassword(ctx, current.organization_id, password));
  }
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

import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { type ActiveOrganization, mayEdit, roleIn } from '@/organizations/active-organization';
import { describeRecurrence } from '@/recurrence/describe';
import { RecurrenceError } from '@/recurrence/errors';
import { parseRecurrence } from '@/recurrence/recurrence';
import { nextRuns } from './next-runs';
import { type ScheduledExport, scheduledExportSchema } from './schema';
import { shorthandOf } from './targets';

/** What the API answers of a schedule. The database's bookkeeping (cursor, keys) stays inside. */
const COLUMNS = `id, organization_id, owner_id, owner_name, name, report_type, filters, columns, sort, row_limit, format, format_options,
  compression, secret_id, file_name_template,
  recurrence, timezone, starts_at, ends_at, on_holidays, targets, catch_up, catch_up_window_hours, when_empty, when_unchanged,
  status, status_reason, next_run_at, next_run_order, consecutive_failures, last_run, version, created_at, updated_at`;

export function selectOverviews(ctx: UserContext) {
  return ctx.supabase.from('scheduled_export_overviews').select(COLUMNS);
}

/** @throws NotFoundError also for a schedule of someone else's organisation */
export async function readScheduledExport(ctx: UserContext, id: string): Promise<ScheduledExport> {
  const row = unwrap(await selectOverviews(ctx).eq('id', id).single(), 'scheduled export');
  const [schedule] = await toScheduledExports(ctx, [row], await roleIn(ctx, row.organization_id ?? ''));
  return schedule as ScheduledExport;
}

/** Rows of one organisation as the API answers them. */
export async function toScheduledExports(
  ctx: UserContext,
  rows: Record<string, unknown>[],
  organization: ActiveOrganization,
): Promise<ScheduledExport[]> {
  const schedules = rows.map((row) => toScheduledExport(ctx, row, organization));
  const upcoming = await nextRuns(ctx, organization.id, schedules);
  return schedules.map((schedule) => {
    const next = upcoming.get(schedule.id);
    if (!next || next.at?.getTime() === Date.parse(schedule.next_run_at ?? '')) return schedule;
    return { ...schedule, runs_at: next.at?.toISOString() ?? null, next_run_note: next.note };
  });
}

function toScheduledExport(
  ctx: UserContext,
  row: Record<string, unknown>,
  organization: ActiveOrganization,
): ScheduledExport {
  // -infinity: not computed yet.
  const next_run_at = row.next_run_at === '-infinity' ? null : row.next_run_at;
  const targets = row.targets as { method: string; to?: string[] }[];
  return scheduledExportSchema.parse({
    ...row,
    ...shorthandOf(targets),
    has_archive_password: row.secret_id !== null,
    can_edit: mayEdit(organization, ctx.userId, row.owner_id as string | null),
    recurrence_description: describeSafely(row),
    next_run_at,
    runs_at: next_run_at,
    next_run_note: null,
  });
}

// A row written past the API may hold any text; it is shown as it stands.
function describeSafely({ recurrence, starts_at, timezone }: Record<string, unknown>): string {
  try {
    const startsAt = typeof starts_at === 'string' ? new Date(starts_at) : null;
    return describeRecurrence(parseRecurrence(String(recurrence)), { startsAt, timezone: String(timezone) });
  } catch (error) {
    if (!(error instanceof RecurrenceError)) throw error;
    return String(recurrence);
  }
}

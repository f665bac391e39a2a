import { z } from 'zod';
import { type FileNote, noteSentence } from '@/formats/file-notes';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { mayEdit, roleIn } from '@/organizations/active-organization';
import { actionsOn } from './actions';
import { lateBy } from './lateness';
import { type ExportRun, exportRunSchema, RUN_STATUSES } from './schema';

const COLUMNS = `id, organization_id, scheduled_export_id, definition, scheduled_for, period_start, period_end, trigger, status, reason,
  attempt, missed_count, holiday, moved_to, progress_rows, error_code, error_message, started_at, finished_at, created_at, cancel_requested_at,
  requested_by, retried_at, retried_by, scheduled_exports (owner_id),
  export_files (name, variant, status, row_count, byte_size, sha256, truncated, notes, expires_at),
  export_deliveries (id, method, label, status, attempt, error_code, error_message, sent_at,
    link_expires_at, link_revoked_at, link_clicks)`;

const shownOfDefinition = z.object({
  name: z.string(),
  report_type: z.string(),
  format: z.string(),
  timezone: z.string(),
});

export function selectRuns(ctx: UserContext) {
  return ctx.supabase.from('export_runs').select(COLUMNS);
}

export type RunRow = NonNullable<Awaited<ReturnType<typeof selectRuns>>['data']>[number];

/** @throws NotFoundError */
export async function readExportRun(ctx: UserContext, id: string): Promise<ExportRun> {
  const row = unwrap(await selectRuns(ctx).eq('id', id).single(), 'run');
  const [run] = await toExportRuns(ctx, [row]);
  return run as ExportRun;
}

/** Rows of one organisation as the API answers them. */
export async function toExportRuns(ctx: UserContext, rows: RunRow[]): Promise<ExportRun[]> {
  const [first] = rows;
  if (!first) return [];
  const [organization, names] = await Promise.all([roleIn(ctx, first.organization_id), namesOfAskers(ctx, rows)]);
  return rows.map((row) => {
    // A schedule that was deleted is out of sight.
    const owner = row.scheduled_exports?.owner_id ?? null;
    return toExportRun(row, names, mayEdit(organization, ctx.userId, owner));
  });
}

function toExportRun(row: RunRow, names: Map<string, string>, mayAct: boolean): ExportRun {
  const { definition, export_files, export_deliveries, scheduled_exports, cancel_requested_at, ...run } = row;
  const nameOf = (id: string | null) => (id && names.get(id)) || null;
  const status = z.enum(RUN_STATUSES).parse(run.status);
  const stopping = cancel_requested_at !== null && ['running', 'delivering'].includes(status);
  // Attempts that were overtaken leave rows without a checksum.
  const file =
    export_files.find((each) => each.status === 'ready' || (each.status === 'removed' && each.sha256 !== null)) ?? null;
  const deliveries = export_deliveries.sort((a, b) => a.label.localeCompare(b.label));
  const schedule_exists = scheduled_exports !== null;
  return exportRunSchema.parse({
    ...run,
    ...shownOfDefinition.parse(definition),
    stopping,
    file: file && { ...file, notes: (file.notes as unknown as FileNote[]).map(withMessage) },
    deliveries: deliveries.map((each) => ({ ...each, can_revoke_link: mayAct && hasWorkingLink(each, file) })),
    late_seconds: lateSeconds(run),
    requested_by_name: nameOf(run.requested_by),
    retried_by_name: nameOf(run.retried_by),
    actions: mayAct ? actionsOn({ ...run, status, stopping, file, deliveries, schedule_exists }) : [],
  });
}

const withMessage = (note: FileNote) => ({ ...note, message: noteSentence(note) });

function hasWorkingLink(
  { link_expires_at, link_revoked_at }: RunRow['export_deliveries'][number],
  file: RunRow['export_files'][number] | null,
): boolean {
  return link_expires_at !== null && link_revoked_at === null && file?.status === 'ready';
}

/** Names of colleagues; one who left has none. */
async function namesOfAskers(ctx: UserContext, rows: RunRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ requested_by, retried_by }) => [requested_by, retried_by]))];
  const known = ids.filter((id) => id !== null);
  if (known.length === 0) return new Map();
  const profiles = unwrap(await ctx.supabase.from('profiles').select('id, display_name').in('id', known), 'profile');
  return new Map(profiles.map(({ id, display_name }) => [id, display_name]));
}

function lateSeconds(run: Pick<RunRow, 'trigger' | 'scheduled_for' | 'moved_to' | 'started_at'>): number | null {
  if (run.trigger !== 'schedule' || run.started_at === null) return null;
  return lateBy(new Date(run.moved_to ?? run.scheduled_for), new Date(run.started_at));
}

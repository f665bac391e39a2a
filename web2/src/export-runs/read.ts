import { z } from 'zod';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { lateBy } from './lateness';
import { type ExportRun, exportRunSchema } from './schema';

const COLUMNS = `id, organization_id, scheduled_export_id, definition, scheduled_for, period_start, period_end, trigger, status, reason,
  attempt, missed_count, holiday, moved_to, progress_rows, error_code, error_message, started_at, finished_at, created_at,
  export_files (name, variant, status, row_count, byte_size, sha256, truncated, expires_at),
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
  return toExportRun(unwrap(await selectRuns(ctx).eq('id', id).single(), 'run'));
}

export function toExportRun({ definition, export_files, export_deliveries, ...run }: RunRow): ExportRun {
  // Attempts that were overtaken leave rows without a checksum.
  const file = export_files.find(
    ({ status, sha256 }) => status === 'ready' || (status === 'removed' && sha256 !== null),
  );
  return exportRunSchema.parse({
    ...run,
    ...shownOfDefinition.parse(definition),
    late_seconds: lateSeconds(run),
    file: file ?? null,
    deliveries: export_deliveries.sort((a, b) => a.label.localeCompare(b.label)),
  });
}

function lateSeconds(run: Pick<RunRow, 'trigger' | 'scheduled_for' | 'moved_to' | 'started_at'>): number | null {
  if (run.trigger !== 'schedule' || run.started_at === null) return null;
  return lateBy(new Date(run.moved_to ?? run.scheduled_for), new Date(run.started_at));
}

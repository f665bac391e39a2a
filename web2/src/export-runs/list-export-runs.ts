import { z } from 'zod';
import { readPage } from '@/lib/cursor';
import type { UserContext } from '@/lib/http/user-context';
import { parse } from '@/lib/validate';
import { activeOrganization } from '@/organizations/active-organization';
import { type RunRow, selectRuns, toExportRuns } from './read';
import { type ExportRun, RUN_STATUSES, RUN_TRIGGERS } from './schema';

export const exportRunsQuerySchema = z.strictObject({
  organization_id: z.uuid().optional(),
  scheduled_export_id: z.uuid().optional(),
  status: z.enum(RUN_STATUSES).optional(),
  trigger: z.enum(RUN_TRIGGERS).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional(),
});

/** Runs of one organisation, or of one schedule, newest occurrence first. */
export async function listExportRuns(
  ctx: UserContext,
  query: unknown,
): Promise<{ data: ExportRun[]; next_cursor: string | null }> {
  const { organization_id, scheduled_export_id, status, trigger, limit, cursor } = parse(exportRunsQuerySchema, query);
  // A schedule lies in one organisation, so its id says which; otherwise the caller's active one counts.
  const organization = scheduled_export_id ? undefined : await activeOrganization(ctx, organization_id);
  const filtered = () => {
    let select = selectRuns(ctx);
    if (organization) select = select.eq('organization_id', organization.id);
    if (scheduled_export_id) select = select.eq('scheduled_export_id', scheduled_export_id);
    if (status) select = select.eq('status', status);
    if (trigger) select = select.eq('trigger', trigger);
    return select;
  };
  const newestFirst = { column: 'scheduled_for', ascending: false };
  const { data, next_cursor } = await readPage<RunRow>(filtered, newestFirst, { limit, cursor, thing: 'run' });
  return { data: await toExportRuns(ctx, data), next_cursor };
}

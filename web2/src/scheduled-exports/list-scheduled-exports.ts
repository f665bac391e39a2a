import { z } from 'zod';
import { readPage } from '@/lib/cursor';
import type { UserContext } from '@/lib/http/user-context';
import { parse } from '@/lib/validate';
import { activeOrganization } from '@/organizations/active-organization';
import { selectOverviews, toScheduledExports } from './read';
import { SCHEDULE_STATUSES, type ScheduledExport } from './schema';

const SORTS = {
  next_run_at: { column: 'next_run_order', ascending: true },
  name: { column: 'name', ascending: true },
  '-created_at': { column: 'created_at', ascending: false },
} as const;
const SORT_IDS = Object.keys(SORTS) as [keyof typeof SORTS, ...(keyof typeof SORTS)[]];

export const scheduledExportsQuerySchema = z.strictObject({
  organization_id: z.uuid().optional(),
  status: z.enum(SCHEDULE_STATUSES).optional(),
  report_type: z.string().max(63).optional(),
  q: z.string().trim().max(200).optional(),
  sort: z.enum(SORT_IDS).default('-created_at'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional(),
});

/**
 * Schedules of one organisation, a page at a time. `q` looks in names, reports and recipients.
 * `next_run_at` sorts by the occurrence, not by `runs_at`, where holidays move it to: that follows from the calendar of the moment, which
 * no index knows, and pages would overlap whenever a day off was added. In a page the two differ only for what a holiday skips or moves.
 */
export async function listScheduledExports(
  ctx: UserContext,
  query: unknown,
): Promise<{ data: ScheduledExport[]; next_cursor: string | null }> {
  const { organization_id, status, report_type, q, sort, limit, cursor } = parse(scheduledExportsQuerySchema, query);
  const organization = await activeOrganization(ctx, organization_id);
  const filtered = () => {
    let select = selectOverviews(ctx).eq('organization_id', organization.id);
    if (status) select = select.eq('status', status);
    if (report_type) select = select.eq('report_type', report_type);
    if (q) select = select.ilike('search_text', `%${q.replace(/[\\%_]/g, '\\$&')}%`);
    return select;
  };
  const { data, next_cursor } = await readPage<Record<string, unknown> & { id: string }>(filtered, SORTS[sort], {
    ...{ limit, cursor, thing: 'scheduled export' },
  });
  return { data: await toScheduledExports(ctx, data, organization), next_cursor };
}

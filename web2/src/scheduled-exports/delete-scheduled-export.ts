import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';

/**
 * Deletes a schedule: what is queued is cancelled, its history stays.
 * @param expectedVersion of If-Match
 * @throws NotFoundError, AppError forbidden or precondition_failed
 */
export async function deleteScheduledExport(ctx: UserContext, id: string, expectedVersion?: number): Promise<void> {
  const { error, status } = await ctx.supabase.rpc('delete_scheduled_export', {
    id,
    ...(expectedVersion !== undefined && { expected_version: expectedVersion }),
  });
  unwrap({ data: status, error }, 'scheduled export');
}

import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { readExportRun } from './read';
import type { ExportRun } from './schema';

/**
 * Cancels a run: at once where it waits, at its next heartbeat where it runs; of one that delivers what is still pending.
 * @throws NotFoundError, AppError forbidden, or conflict when it is over
 */
export async function cancelExportRun(ctx: UserContext, id: string): Promise<ExportRun> {
  const { error, status } = await ctx.supabase.rpc('cancel_run', { id });
  unwrap({ data: status, error }, 'run');
  return readExportRun(ctx, id);
}

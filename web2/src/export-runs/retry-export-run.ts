import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { readExportRun } from './read';
import type { ExportRun } from './schema';

/**
 * Tries a run again that failed or did not reach everyone, as it was planned: where its file is ready, for those alone who did not get it.
 * @throws NotFoundError, AppError forbidden, or conflict when there is nothing to try again
 */
export async function retryExportRun(ctx: UserContext, id: string): Promise<ExportRun> {
  const { error, status } = await ctx.supabase.rpc('retry_run', { id });
  unwrap({ data: status, error }, 'run');
  return readExportRun(ctx, id);
}

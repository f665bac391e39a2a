import { appDatabase } from '@/lib/app-database';
import { AppError, NotFoundError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { signFile } from './sign-file';

/**
 * A link to a run's file that works for a minute, for someone who may see the run. The audit log records who took it.
 * @throws NotFoundError, AppError gone when retention has removed the file, unavailable when Storage is away
 */
export async function downloadExportRun(ctx: UserContext, runId: string): Promise<string> {
  const files = unwrap(
    await ctx.supabase
      .from('export_files')
      .select('id, name, status, sha256')
      .eq('run_id', runId)
      .not('sha256', 'is', null),
    'file',
  );
  const file = files.find(({ status }) => status === 'ready');
  if (!file) {
    if (files.length > 0)
      throw new AppError('gone', 'The file was removed when its retention ended. The record stays.');
    throw new NotFoundError('file');
  }
  const path = await appDatabase().transaction(
    { actor: `user:${ctx.userId}`, requestId: ctx.requestId },
    async (db) => {
      // Paths are hidden from users, so the service reads it, for a file that the user was just shown to see.
      const [row] = await db.query<{ path: string; organization_id: string }>(
        'select path, organization_id from public.export_files where id = $1',
        [file.id],
      );
      if (!row) throw new NotFoundError('file');
      await db.query(`select private.record_audit($1, 'download', 'export_files', $2)`, [row.organization_id, file.id]);
      return row.path;
    },
  );
  return signFile(path, file.name);
}

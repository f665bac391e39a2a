import type { WorkerDeps } from './worker-deps';

const BATCH = 100;

/** Removes the files whose retention has ended and what dead attempts left in Storage, a bounded number of each. The records stay. */
export async function removeFiles({ db, delivery }: Pick<WorkerDeps, 'db' | 'delivery'>): Promise<number> {
  const files = await db.query<{ id: string; path: string }>(DUE, [BATCH]);
  if (files.length === 0) return 0;
  await delivery.storage.remove(files.map(({ path }) => path));
  await db.query(`update public.export_files set status = 'removed' where id = any ($1::uuid[])`, [
    files.map(({ id }) => id),
  ]);
  return files.length;
}

// Counted by file: as an anti-join, which reads all deliveries, it would be planned for few open ones.
const DUE = `
  (select f.id, f.path from public.export_files f where f.status = 'ready' and f.expires_at < (select clock_timestamp())
     and (select count(*) from public.export_deliveries d where d.file_id = f.id and d.status in ('pending', 'sending')) = 0
   order by f.expires_at limit $1)
  union all
  (select f.id, f.path from public.export_files f
   where f.status = 'writing' and f.created_at < (select clock_timestamp() - interval '1 hour')
     and not exists (select from public.export_runs r where r.id = f.run_id and r.lease_token = f.lease_token)
   order by f.created_at limit $1)`;

import type { WorkerDeps } from './process-due-exports';

const BATCH = 100;

/** Tidies up, a bounded number of rows a tick. */
export async function housekeep(deps: WorkerDeps): Promise<void> {
  await removeFiles(deps);
  const secrets = await deps.db.query(UNUSED_SECRETS, [BATCH]);
  if (secrets.length > 0) deps.log.info('unused secrets removed', { count: secrets.length });
}

/** The files whose retention has ended, and what dead attempts left in Storage. The records stay. */
async function removeFiles({ db, delivery, log }: WorkerDeps): Promise<void> {
  const files = await db.query<{ id: string; path: string }>(DUE, [BATCH]);
  if (files.length === 0) return;
  try {
    await delivery.storage.remove(files.map(({ path }) => path));
    await db.query(`update public.export_files set status = 'removed' where id = any ($1::uuid[])`, [
      files.map(({ id }) => id),
    ]);
    log.info('files removed', { count: files.length });
  } catch (error) {
    log.warn('files could not be removed, the next tick tries again', { count: files.length, error });
  }
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

// The day lets a schedule be saved with the secret that was kept for it; a planned run keeps the one it was planned with.
const UNUSED_SECRETS = `
  delete from public.secrets where id in (
    select s.id from public.secrets s
    where s.created_at < clock_timestamp() - interval '1 day' and s.created_by is not null
      and not exists (
        select from public.scheduled_exports e
        where e.organization_id = s.organization_id and e.secret_id = s.id)
      and not exists (
        select from public.export_runs r
        where r.organization_id = s.organization_id and r.status in ('waiting', 'queued', 'running') and r.definition ->> 'secret_id' = s.id::text)
    order by s.created_at limit $1 for update skip locked)
  returning id`;

import type { Db } from '@/lib/db';

const BATCH = 100;

/** Removes secrets that no schedule and no planned run needs, a bounded number. */
export async function purgeSecrets(db: Db): Promise<number> {
  const rows = await db.query(UNUSED_SECRETS, [BATCH]);
  return rows.length;
}

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
        where r.organization_id = s.organization_id and r.stage in ('waiting', 'active') and r.definition ->> 'secret_id' = s.id::text)
    order by s.created_at limit $1 for update skip locked)
  returning id`;

import type { Db } from '@/lib/db';

const BATCH = 100;

/** Removes secrets that no schedule and no run that may be tried again or replayed needs, a bounded number. */
export async function purgeSecrets(db: Db): Promise<number> {
  await db.query(OF_DELETED_SCHEDULES, [BATCH]);
  const rows = await db.query(UNUSED_SECRETS, [BATCH]);
  return rows.length;
}

// A schedule that was deleted stays for its history, which shows no password.
const OF_DELETED_SCHEDULES = `
  update public.scheduled_exports set secret_id = null where id in (
    select e.id from public.scheduled_exports e
    where e.secret_id is not null and e.deleted_at is not null limit $1 for update skip locked)`;

// The day lets a schedule be saved with the secret that was kept for it. As long as a run is kept, it goes out again as it was
// planned; runs of a deleted schedule do not.
const UNUSED_SECRETS = `
  with named_by_none as materialized (
    select s.id, s.organization_id, s.created_at from public.secrets s
    where s.created_at < clock_timestamp() - interval '1 day' and s.created_by is not null
      and not exists (
        select from public.scheduled_exports e
        where e.organization_id = s.organization_id and e.secret_id = s.id)
  ), unused as (
    select n.id from named_by_none n
      -- The limit keeps this a look into the index for each, whatever the planner knows of how many runs there are.
      left join lateral (
        select r.id from public.export_runs r join public.scheduled_exports e on e.id = r.scheduled_export_id
        where r.definition ->> 'secret_id' = n.id::text and r.organization_id = n.organization_id and e.deleted_at is null
        limit 1) run on true
    where run.id is null order by n.created_at limit $1
  )
  delete from public.secrets where id in (select s.id from public.secrets s join unused on unused.id = s.id for update of s skip locked)
  returning id`;

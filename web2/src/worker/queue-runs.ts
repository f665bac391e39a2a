import type { Db } from '@/lib/db';

/**
 * Lets waiting runs whose time has come be claimed: at most one queued or running per schedule, the oldest occurrence first.
 * The schedule's row lock keeps two ticks, or a tick and a pause, from queueing at once. `turn` interleaves organisations.
 * @returns how many were queued
 */
export async function queueRuns(db: Db, now: Date, limit = 500): Promise<number> {
  const rows = await db.query(QUEUE, [now, limit]);
  return rows.length;
}

const QUEUE = `
  with due as materialized (
    select r.scheduled_export_id from public.export_runs r
    where r.status = 'waiting' and r.run_after <= $1 order by r.run_after limit $2
  ), ready as materialized (
    select s.id from public.scheduled_exports s
    where s.id in (select due.scheduled_export_id from due)
      and not exists (select from public.export_runs r where r.scheduled_export_id = s.id and r.status in ('queued', 'running'))
    for no key update of s skip locked
  ), next as (
    select distinct on (r.scheduled_export_id) r.id, r.organization_id
    from public.export_runs r join ready on ready.id = r.scheduled_export_id
    where r.status = 'waiting' and r.run_after <= $1
    order by r.scheduled_export_id, r.scheduled_for, r.id
  ), turns as (
    select next.id, (select count(*) from public.export_runs q where q.organization_id = next.organization_id and q.status in ('queued', 'running'))
      + row_number() over (partition by next.organization_id order by next.id) as turn
    from next
  )
  update public.export_runs r set status = 'queued', turn = turns.turn
  from turns where r.id = turns.id and r.status = 'waiting' and r.run_after <= $1
  returning r.id`;

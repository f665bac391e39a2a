import type { Db } from '@/lib/db';

/** How long work has been due that nobody took, and when the worker was last seen. Each part is one look at the head of an index. */
export interface WorkLag {
  /** Seconds for which the oldest has waited; null when nothing waits. */
  occurrence: number | null;
  run: number | null;
  delivery: number | null;
  /** Of a lease that ended and that nobody took over. */
  lease: number | null;
  /** Seconds since a worker began or ended a tick, or 0 while one holds a lease; null when there never was one. */
  worker: number | null;
}

export async function readWorkLag(db: Db): Promise<WorkLag> {
  const [lag] = await db.query<WorkLag & Record<string, unknown>>(LAG);
  if (!lag) throw new Error('the database did not answer');
  return lag;
}

// Of the queue's head alone: runs whose organisation is at its cap, and those for a long-lived worker, rightly wait.
export const LAG = `
  with clock as materialized (select clock_timestamp() as now)
  select
    extract(epoch from now - (
      select least(
        (select s.next_run_at from public.scheduled_exports s
         where s.status = 'active' and s.deleted_at is null and s.next_run_at > '-infinity' and s.next_run_at <= now
         order by s.next_run_at limit 1),
        (select s.updated_at from public.scheduled_exports s
         where s.status = 'active' and s.deleted_at is null and s.next_run_at = '-infinity' limit 1))
    ))::float8 as occurrence,
    extract(epoch from now - (
      select min(head.run_after) from (
        select r.organization_id, r.run_after from public.export_runs r
        where r.stage = 'active' and r.status = 'queued' and not r.needs_worker order by r.turn, r.run_after limit 100) head
      where (select count(*) from public.export_runs a where a.organization_id = head.organization_id and a.stage = 'active' and a.status = 'running')
        < (select o.max_concurrent_runs from public.organizations o where o.id = head.organization_id)
    ))::float8 as run,
    extract(epoch from now - (
      select least(
        (select min(new.run_after) from (
          select d.run_after from public.export_deliveries d
          where d.status = 'pending' and d.attempt = 0 and d.run_after <= now order by d.turn, d.run_after limit 100) new),
        (select d.run_after from public.export_deliveries d
         where d.status = 'pending' and d.attempt > 0 and d.run_after <= now order by d.run_after limit 1))
    ))::float8 as delivery,
    extract(epoch from now - least(
      (select r.lease_expires_at from public.export_runs r
       where r.stage = 'active' and r.status = 'running' and r.lease_expires_at < now and not r.needs_worker order by r.lease_expires_at limit 1),
      (select d.lease_expires_at from public.export_deliveries d
       where d.status = 'sending' and d.lease_expires_at < now order by d.lease_expires_at limit 1)
    ))::float8 as lease,
    case when exists (select from public.export_runs r where r.stage = 'active' and r.status = 'running' and r.lease_expires_at > now) then 0
      else extract(epoch from now - (select max(greatest(t.started_at, t.finished_at)) from public.worker_ticks t))::float8
    end as worker
  from clock`;

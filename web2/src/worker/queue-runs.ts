import type { Db } from '@/lib/db';

/** So many are queued in one statement, and so many of one organisation and kind. */
const MOST = 1000;
const MOST_OF_ONE = 10;

/**
 * Lets waiting runs whose time has come be claimed: at most one queued or running per schedule, the oldest occurrence first,
 * and per organisation no more in the queue than may run at once, so that the queue stays short whatever waits. What only a
 * long-lived worker may take is counted apart, since it may stand there for an hour. `turn`, the rank within the organisation,
 * interleaves organisations: those with little under way come first.
 * @returns how many were queued
 */
export async function queueRuns(db: Db, now: Date): Promise<number> {
  const rows = await db.query(QUEUE, [now]);
  return rows.length;
}

/** An occurrence that was begun and waits to be taken up again holds up the next, which would otherwise arrive before it. */
const BEGUN = `earlier.trigger = 'schedule' and earlier.started_at is not null and earlier.retried_at is null`;

/** The oldest of an organisation's waiting runs that may be queued, while there is room for such. */
const line = (kind: string, queued: string) => `(
        select r.id, r.run_after, r.scheduled_for, r.needs_worker from public.export_runs r
        where r.stage = 'waiting' and r.organization_id = lines.organization_id and r.run_after <= $1
          and ${kind} and ${queued} < o.max_concurrent_runs
          and not exists (
            select from public.export_runs a where a.organization_id = r.organization_id
              and a.scheduled_export_id = r.scheduled_export_id and a.stage = 'active')
          and not exists (
            select from public.export_runs earlier where earlier.scheduled_export_id = r.scheduled_export_id
              and earlier.stage = 'waiting' and (earlier.scheduled_for, earlier.id) < (r.scheduled_for, r.id)
              and (earlier.run_after <= $1 or (r.trigger = 'schedule' and ${BEGUN})))
        order by r.run_after, r.scheduled_for limit ${MOST_OF_ONE})`;

// One look per organisation that has something waiting, found by its index from one to the next; none when nothing is due.
// The locks keep two ticks, or a tick and a pause, from queueing at once.
const QUEUE = `
  with recursive lines as (
    (select r.organization_id, r.run_after from public.export_runs r
      where r.stage = 'waiting' and exists (select from public.export_runs due where due.stage = 'waiting' and due.run_after <= $1)
      order by r.organization_id, r.run_after limit 1)
    union all
    select next.organization_id, next.run_after from lines cross join lateral (
      select r.organization_id, r.run_after from public.export_runs r
      where r.stage = 'waiting' and r.organization_id > lines.organization_id
      order by r.organization_id, r.run_after limit 1) next
  ), heads as (
    select head.id, o.max_concurrent_runs as cap,
      held.under_way + row_number() over (partition by o.id order by head.run_after, head.scheduled_for, head.id) as turn,
      case when head.needs_worker then held.queued_for_worker else held.queued end
        + row_number() over (partition by o.id, head.needs_worker order by head.run_after, head.scheduled_for, head.id) as place
    from lines
      join public.organizations o on o.id = lines.organization_id
      cross join lateral (
        select count(*) as under_way, count(*) filter (where a.status = 'queued' and not a.needs_worker) as queued,
          count(*) filter (where a.status = 'queued' and a.needs_worker) as queued_for_worker
        from public.export_runs a where a.organization_id = lines.organization_id and a.stage = 'active') held
      cross join lateral (${line('not r.needs_worker', 'held.queued')} union all ${line('r.needs_worker', 'held.queued_for_worker')}) head
    where lines.run_after <= $1
  ), chosen as (
    select heads.id, heads.turn from heads where heads.place <= heads.cap order by heads.turn, heads.id limit ${MOST}
  ), locked as materialized (
    select r.id, chosen.turn
    from chosen join public.export_runs r on r.id = chosen.id join public.scheduled_exports s on s.id = r.scheduled_export_id
    where r.stage = 'waiting' and r.run_after <= $1
    for no key update of r, s skip locked
  )
  update public.export_runs r set status = 'queued', turn = locked.turn
  from locked where r.id = locked.id and r.stage = 'waiting'
  returning r.id`;

import type { Db } from '@/lib/db';

/** So many a tick; the next one goes on. */
const MOST_RUNS = 500;
const MOST_NOTIFICATIONS = 500;
/** Schedules looked at in a tick, from a random place on, so that all have their turn however many there are. */
const SCHEDULES = 100;
/** The newest results of a schedule stay however old they are: from them follow the failures in a row. */
const KEPT_RESULTS = 10;
const NOTIFICATION_DAYS = 90;
const WORKER_DAYS = 7;

/**
 * Removes runs past their organisation's `history_days`, with their deliveries and file records, in one transaction of the caller.
 * What is still needed stays: files that are kept, whatever is under way, the newest results, and the last that was sent.
 */
export async function purgeRuns(db: Db, most = MOST_RUNS): Promise<number> {
  const rows = await db.query<{ id: string }>(OLD_RUNS, [most, KEPT_RESULTS]);
  if (rows.length === 0) return 0;
  const ids = [rows.map(({ id }) => id)];
  // Foreign keys never cascade, so the order is said.
  await db.query('delete from public.notifications where run_id = any ($1::uuid[])', ids);
  await db.query('delete from public.export_deliveries where run_id = any ($1::uuid[])', ids);
  await db.query('delete from public.export_files where run_id = any ($1::uuid[])', ids);
  await db.query(
    `with gone as (delete from public.export_runs where id = any ($1::uuid[]) returning organization_id, scheduled_for)
     select private.record_audit(organization_id, 'purge', 'export_runs', null, null,
       jsonb_build_object('removed', count(*), 'scheduled_until', max(scheduled_for)))
     from gone group by organization_id`,
    ids,
  );
  return rows.length;
}

/** Removes notifications that are 90 days old, but for mails that are still to be sent. */
export async function purgeNotifications(db: Db): Promise<number> {
  const rows = await db.query(
    `delete from public.notifications where id in (
       select n.id from public.notifications n
       where n.created_at < clock_timestamp() - make_interval(days => $1) and n.email_status not in ('pending', 'sending')
       limit $2)
     returning id`,
    [NOTIFICATION_DAYS, MOST_NOTIFICATIONS],
  );
  return rows.length;
}

/** Forgets workers that have not ticked for a week: each process has a row of its own. */
export async function purgeWorkers(db: Db): Promise<number> {
  const rows = await db.query(
    `delete from public.worker_ticks where started_at < clock_timestamp() - make_interval(days => $1) returning id`,
    [WORKER_DAYS],
  );
  return rows.length;
}

const OVER = `('succeeded', 'partially_delivered', 'failed', 'skipped', 'cancelled')`;

// The first schedules come after the last: hence the union. What a living schedule needs is read only where something is old.
const OLD_RUNS = `
  with looked as materialized (
    (select id, organization_id, deleted_at from public.scheduled_exports where id >= (select gen_random_uuid()) order by id limit ${SCHEDULES})
    union
    (select id, organization_id, deleted_at from public.scheduled_exports order by id limit ${SCHEDULES})
  ), aged as materialized (
    select s.id, s.deleted_at is null as living, kept.since
    from looked s
      join public.organizations o on o.id = s.organization_id
      cross join lateral (select clock_timestamp() - make_interval(days => o.history_days) as since) kept
    where exists (select from public.export_runs r where r.scheduled_export_id = s.id and r.scheduled_for < kept.since)
  ), needed as materialized (
    select aged.id, aged.since,
      case when aged.living then (
        select min(result.scheduled_for) from (
          select r.scheduled_for from public.export_runs r
          where r.scheduled_export_id = aged.id and r.trigger = 'schedule' and r.stage = 'decided'
          order by r.scheduled_for desc, r.id desc limit $2) result) end as results_from,
      case when aged.living then (
        select r.id from public.export_runs r
        where r.scheduled_export_id = aged.id and r.stage = 'decided' and r.status <> 'failed'
        order by r.scheduled_for desc, r.id desc limit 1) end as last_sent
    from aged
  ), old as materialized (
    select r.id
    from needed cross join lateral (
      select r.id from public.export_runs r
      where r.scheduled_export_id = needed.id and r.scheduled_for < least(needed.since, needed.results_from)
        and r.id is distinct from needed.last_sent and r.status in ${OVER} and r.finished_at < needed.since
        and not exists (select from public.export_files f where f.run_id = r.id and f.status <> 'removed')
        and not exists (select from public.notifications n where n.run_id = r.id and n.email_status in ('pending', 'sending'))
      order by r.scheduled_for limit $1
    ) r
    limit $1
  )
  select r.id from public.export_runs r where r.id in (select old.id from old) and r.status in ${OVER}
  for update skip locked`;

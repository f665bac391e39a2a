import type { Db } from '@/lib/db';

/** Locks in the order that every writer keeps: schedule, run, deliveries. Whoever ends a run may go on to stop its schedule. */
export async function lockRun(db: Db, run: { id: string; scheduled_export_id: string }): Promise<void> {
  await db.query(
    `with schedule as materialized (select id from public.scheduled_exports where id = $1 for no key update)
     select from schedule join public.export_runs r on r.scheduled_export_id = schedule.id where r.id = $2 for update of r`,
    [run.scheduled_export_id, run.id],
  );
}

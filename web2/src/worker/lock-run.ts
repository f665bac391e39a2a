import type { Db } from '@/lib/db';

/** Locks in the order that every writer keeps: schedule, run, deliveries. Whoever ends a run may go on to stop its schedule. */
export async function lockRun(db: Db, run: { id: string; scheduled_export_id: string }): Promise<void> {
  await db.query('select from public.scheduled_exports where id = $1 for no key update', [run.scheduled_export_id]);
  await db.query('select from public.export_runs where id = $1 for update', [run.id]);
}

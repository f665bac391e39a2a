import type { Db } from '@/lib/db';
import { composeStopped } from '@/notifications/compose';
import { notify } from '@/notifications/notify';
import { IntervalTooShortError, RecurrenceError } from '@/recurrence/errors';

interface BrokenSchedule {
  id: string;
  organization_id: string;
  owner_id: unknown;
  name: unknown;
}

/** Tells the owner that a schedule was stopped before it could make a run: what it says cannot be planned. */
export async function tellStopped(db: Db, schedule: BrokenSchedule, error: unknown, now: Date): Promise<void> {
  await notify(db, {
    ...composeStopped(String(schedule.name), whyStopped(error)),
    event: 'schedule_stopped',
    organizationId: schedule.organization_id,
    userId: schedule.owner_id as string | null,
    runId: null,
    scheduledExportId: schedule.id,
    // It may break again after it was mended.
    occasion: `${schedule.id}:${now.toISOString()}`,
    alwaysInApp: false,
  });
}

function whyStopped(error: unknown): string {
  if (error instanceof IntervalTooShortError) return `It runs too often. ${error.message}`;
  return error instanceof RecurrenceError
    ? `When it runs cannot be read. ${error.message}`
    : 'Its settings cannot be run any more.';
}

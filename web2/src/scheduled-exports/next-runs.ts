import type { OnHolidays } from '@/calendars/on-holidays';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { calendarOf } from '@/organizations/read-calendar';
import { RecurrenceError } from '@/recurrence/errors';
import { parseRecurrence } from '@/recurrence/recurrence';
import { type MovedRun, type NextRun, nextRun } from './next-run';

export interface UpcomingRow {
  id: string;
  status: string;
  recurrence: string;
  timezone: string;
  starts_at: string | null;
  ends_at: string | null;
  on_holidays: OnHolidays;
  /** Null when there is none, or it is not known yet. */
  next_run_at: string | null;
}

/** When the schedules of one organisation that mind holidays really run next, by schedule. Nothing is read when none does. */
export async function nextRuns(
  ctx: UserContext,
  organizationId: string,
  rows: UpcomingRow[],
): Promise<Map<string, NextRun>> {
  const minding = rows.filter((row) => row.status === 'active' && row.on_holidays !== 'run');
  if (minding.length === 0) return new Map();
  const [calendar, moved] = await Promise.all([
    calendarOf(ctx, organizationId),
    minding.some((row) => row.on_holidays === 'next_business_day') ? movedRuns(ctx, organizationId) : [],
  ]);
  return new Map(
    minding.flatMap((row) => {
      const own = moved.filter(({ scheduleId }) => scheduleId === row.id);
      const next = nextRunOf(row, { calendar, moved: own });
      return next ? [[row.id, next] as const] : [];
    }),
  );
}

type Days = { calendar: Awaited<ReturnType<typeof calendarOf>>; moved: MovedRun[] };

function nextRunOf(row: UpcomingRow, { calendar, moved }: Days): NextRun | null {
  if (row.next_run_at === null) return null;
  try {
    return nextRun(
      {
        recurrence: parseRecurrence(row.recurrence),
        startsAt: row.starts_at === null ? null : new Date(row.starts_at),
        endsAt: row.ends_at === null ? null : new Date(row.ends_at),
        occurrence: new Date(row.next_run_at),
        moved,
      },
      { onHolidays: row.on_holidays, timezone: row.timezone, calendar },
    );
  } catch (error) {
    // A row written past the API may hold any text: planning stops it and says so.
    if (error instanceof RecurrenceError) return null;
    throw error;
  }
}

async function movedRuns(ctx: UserContext, organizationId: string): Promise<(MovedRun & { scheduleId: string })[]> {
  const answer = await ctx.supabase
    .from('export_runs')
    .select('scheduled_export_id, scheduled_for, moved_to, holiday')
    .eq('organization_id', organizationId)
    .eq('stage', 'waiting')
    .not('moved_to', 'is', null);
  return unwrap(answer, 'run').flatMap(({ scheduled_export_id, scheduled_for, moved_to, holiday }) =>
    moved_to === null
      ? []
      : [
          {
            scheduleId: scheduled_export_id,
            scheduledFor: new Date(scheduled_for),
            movedTo: new Date(moved_to),
            holiday,
          },
        ],
  );
}

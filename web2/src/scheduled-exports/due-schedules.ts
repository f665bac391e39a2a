import type { OnHolidays } from '@/calendars/on-holidays';
import type { Db } from '@/lib/db';
import type { DefinitionSource } from './definition';
import type { PlannableSchedule } from './plan-occurrences';

/** A schedule with what a run of it needs. */
export type DueSchedule = DefinitionSource &
  PlannableSchedule & {
    id: string;
    organization_id: string;
    week_starts_on: number;
    holiday_country: string | null;
    on_holidays: OnHolidays;
  };

const SCHEDULE = `
  select s.id, s.organization_id, s.name, s.owner_id, s.report_type, s.filters, s.columns, s.sort, s.row_limit, s.format,
    s.format_options, s.compression, s.secret_id, s.file_name_template, s.targets, s.recurrence, s.timezone, s.starts_at, s.ends_at, s.catch_up, s.catch_up_window_hours,
    s.when_empty, s.when_unchanged, s.on_holidays, s.planned_through, o.week_starts_on, o.holiday_country, o.name as organization_name, p.display_name as owner_name
  from public.scheduled_exports s
    join public.organizations o on o.id = s.organization_id
    left join public.profiles p on p.id = s.owner_id`;
const DUE = `${SCHEDULE} where s.status = 'active' and s.deleted_at is null and s.next_run_at <= $1`;
// The limit is written out: a planner that does not know it may read and sort everything.
const dueBatch = (limit: number) => `${DUE} order by s.next_run_at limit ${limit} for update of s skip locked`;

/** Up to `limit` of those that are due, the longest due first, locked; without what others have locked. */
export function dueSchedules(db: Db, now: Date, limit: number): Promise<DueSchedule[]> {
  return read(db, dueBatch(limit), [now]);
}

/** This one if it is due, locked. */
export function dueSchedule(db: Db, now: Date, id: string): Promise<DueSchedule[]> {
  return read(db, `${DUE} and s.id = $2 for update of s`, [now, id]);
}

/** This one, due or not, locked against planning, pausing and other requests. */
export async function lockSchedule(db: Db, id: string): Promise<DueSchedule | undefined> {
  const [schedule] = await read(db, `${SCHEDULE} where s.id = $1 and s.deleted_at is null for no key update of s`, [
    id,
  ]);
  return schedule;
}

async function read(db: Db, sql: string, values: unknown[]): Promise<DueSchedule[]> {
  const schedules = await db.query<Omit<DueSchedule, 'report_title'> & { report_type: string }>(sql, values);
  // For all that share a report once, since asking for a title costs a tenth of planning.
  const types = [...new Set(schedules.map(({ report_type }) => report_type))];
  const rows = types.length > 0 ? await db.query<{ type: string; title: string | null }>(TITLES, [types]) : [];
  const titles = new Map(rows.map(({ type, title }) => [type, title]));
  return schedules.map((schedule) =>
    Object.assign(schedule, { report_title: titles.get(schedule.report_type) ?? null }),
  );
}

const TITLES = `select type, private.report_title(to_regclass('reports.' || quote_ident(type))) as title from unnest($1::text[]) as type`;

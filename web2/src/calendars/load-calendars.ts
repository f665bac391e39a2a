import type { Db } from '@/lib/db';
import { type BlackoutDates, type Calendar, makeCalendar } from './calendar';

type BlackoutRow = BlackoutDates & { organization_id: string };

const BLACKOUTS = `
  select organization_id, name, starts_on::text, ends_on::text from public.blackout_dates
  where organization_id = any ($1::uuid[]) and ends_on >= $2::date - 2 order by starts_on, ends_on`;

/**
 * The calendars of organisations by id, for planning.
 * @param countries `holiday_country` of each organisation, by its id
 * @param from days before it are not asked for
 */
export async function loadCalendars(
  db: Db,
  countries: ReadonlyMap<string, string | null>,
  from: Date,
): Promise<Map<string, Calendar>> {
  const rows = await db.query<BlackoutRow>(BLACKOUTS, [[...countries.keys()], from]);
  const calendars = [...countries].map(async ([id, country]) => {
    const blackouts = rows.filter(({ organization_id }) => organization_id === id);
    return [id, await makeCalendar(country, blackouts)] as const;
  });
  return new Map(await Promise.all(calendars));
}

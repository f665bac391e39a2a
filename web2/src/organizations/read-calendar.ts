import { type Calendar, makeCalendar } from '@/calendars/calendar';
import { publicHolidays } from '@/calendars/public-holidays';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { parse } from '@/lib/validate';
import { DAY, formatWall } from '@/recurrence/civil';
import { type ActiveOrganization, activeOrganization, mayAdminister } from './active-organization';
import {
  type BlackoutDatesRow,
  calendarQuerySchema,
  calendarSchema,
  type OrganizationCalendar,
} from './calendar-schema';

/**
 * The days off of an organisation, and the public holidays that it minds.
 * @param query of GET /api/calendar
 * @param now from here on, twelve months of public holidays are named
 * @throws ValidationError, NotFoundError (organisation)
 */
export async function readCalendar(ctx: UserContext, query: unknown, now: Date): Promise<OrganizationCalendar> {
  const { organization_id } = parse(calendarQuerySchema, query);
  return describeCalendar(ctx, await activeOrganization(ctx, organization_id), now);
}

/** The same of an organisation that is already known to be the caller's. */
export async function describeCalendar(
  ctx: UserContext,
  organization: ActiveOrganization,
  now: Date,
): Promise<OrganizationCalendar> {
  const { country, blackouts } = await readDays(ctx, organization.id);
  return calendarSchema.parse({
    organization_id: organization.id,
    can_edit: mayAdminister(organization),
    holiday_country: country,
    blackout_dates: blackouts,
    public_holidays: country === null ? [] : await nextYearOf(country, now),
  });
}

/** The calendar that a preview goes by. @throws NotFoundError (organisation) */
export async function organizationCalendar(ctx: UserContext, requested?: string): Promise<Calendar> {
  const { id } = await activeOrganization(ctx, requested);
  return calendarOf(ctx, id);
}

/** The same of an organisation that is already known to be the caller's. */
export async function calendarOf(ctx: UserContext, organizationId: string): Promise<Calendar> {
  const { country, blackouts } = await readDays(ctx, organizationId);
  return makeCalendar(country, blackouts);
}

async function readDays(
  ctx: UserContext,
  organizationId: string,
): Promise<{ country: string | null; blackouts: BlackoutDatesRow[] }> {
  const [organization, blackouts] = await Promise.all([
    ctx.supabase.from('organizations').select('holiday_country').eq('id', organizationId).single(),
    ctx.supabase
      .from('blackout_dates')
      .select('id, name, starts_on, ends_on')
      .eq('organization_id', organizationId)
      .order('starts_on')
      .order('ends_on'),
  ]);
  return {
    country: unwrap(organization, 'organisation').holiday_country,
    blackouts: unwrap(blackouts, 'blackout date'),
  };
}

async function nextYearOf(country: string, now: Date): Promise<{ date: string; name: string }[]> {
  const holidays = await publicHolidays(country);
  const from = Math.floor(now.getTime() / DAY) * DAY;
  const year = now.getUTCFullYear();
  return [...holidays.inYear(year), ...holidays.inYear(year + 1)]
    .filter(({ day }) => day >= from && day < from + 365 * DAY)
    .map(({ day, name }) => ({ date: formatWall(day).slice(0, 10), name }));
}

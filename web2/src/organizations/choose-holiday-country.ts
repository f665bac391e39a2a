import { holidayCountries } from '@/calendars/public-holidays';
import { ValidationError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { parse } from '@/lib/validate';
import { administeredOrganization } from './active-organization';
import { calendarPatchSchema, type OrganizationCalendar } from './calendar-schema';
import { describeCalendar } from './read-calendar';

/**
 * Chooses the country whose public holidays an organisation minds; occurrences that are not planned yet go by it.
 * @param patch body of PATCH /api/calendar
 * @throws ValidationError, NotFoundError (organisation), AppError forbidden
 */
export async function chooseHolidayCountry(ctx: UserContext, patch: unknown, now: Date): Promise<OrganizationCalendar> {
  const { organization_id, holiday_country } = parse(calendarPatchSchema, patch);
  const countries = await holidayCountries();
  if (holiday_country !== null && !countries.some(({ code }) => code === holiday_country)) {
    const message = `No public holidays are known of “${holiday_country}”. GET /api/calendar/countries lists the codes.`;
    throw new ValidationError([{ path: 'holiday_country', message }]);
  }
  const organization = await administeredOrganization(ctx, organization_id);
  const update = ctx.supabase.from('organizations').update({ holiday_country }).eq('id', organization.id);
  unwrap(await update.select('id').single(), 'organisation');
  return describeCalendar(ctx, organization, now);
}

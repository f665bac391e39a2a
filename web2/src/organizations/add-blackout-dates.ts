import { ValidationError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { parse } from '@/lib/validate';
import { administeredOrganization } from './active-organization';
import { type BlackoutDatesRow, blackoutDatesInputSchema, blackoutDatesSchema } from './calendar-schema';

const UNIQUE_VIOLATION = '23505';

/**
 * Adds days off to an organisation's calendar; occurrences that are not planned yet go by them.
 * @param input body of POST /api/calendar/blackout-dates
 * @throws ValidationError, NotFoundError (organisation), AppError forbidden
 */
export async function addBlackoutDates(ctx: UserContext, input: unknown): Promise<BlackoutDatesRow> {
  const { organization_id, name, starts_on, ends_on = starts_on } = parse(blackoutDatesInputSchema, input);
  const organization = await administeredOrganization(ctx, organization_id);
  const inserted = await ctx.supabase
    .from('blackout_dates')
    .insert({ organization_id: organization.id, name, starts_on, ends_on })
    .select('id, name, starts_on, ends_on')
    .single();
  if (inserted.error?.code === UNIQUE_VIOLATION) {
    throw new ValidationError([{ path: 'starts_on', message: 'These days are already listed.' }]);
  }
  return blackoutDatesSchema.parse(unwrap(inserted, 'calendar'));
}

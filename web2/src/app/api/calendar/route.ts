import { ok } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';
import { chooseHolidayCountry } from '@/organizations/choose-holiday-country';
import { readCalendar } from '@/organizations/read-calendar';

export const GET = withUser(async ({ ctx, query }) => ok(await readCalendar(ctx, query, new Date())));

export const PATCH = withUser(async ({ ctx, body }) => ok(await chooseHolidayCountry(ctx, body, new Date())));

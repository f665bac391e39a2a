import { created } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';
import { addBlackoutDates } from '@/organizations/add-blackout-dates';

export const POST = withUser(async ({ ctx, body }) =>
  created(await addBlackoutDates(ctx, body), '/api/calendar/blackout-dates'),
);

import { holidayCountries } from '@/calendars/public-holidays';
import { ok } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';

export const GET = withUser(async () => ok({ data: await holidayCountries(), next_cursor: null }));

import { noContent } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';
import { removeBlackoutDates } from '@/organizations/remove-blackout-dates';

export const DELETE = withUser<{ id: string }>(async ({ ctx, params }) => {
  await removeBlackoutDates(ctx, params.id);
  return noContent();
});

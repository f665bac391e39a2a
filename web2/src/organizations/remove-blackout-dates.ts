import { AppError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';

/**
 * Takes days off out of their organisation's calendar.
 * @throws NotFoundError also for those of another's organisation; AppError forbidden
 */
export async function removeBlackoutDates(ctx: UserContext, id: string): Promise<void> {
  const rows = () => ctx.supabase.from('blackout_dates');
  unwrap(await rows().select('id').eq('id', id).single(), 'blackout date');
  const removed = unwrap(await rows().delete().eq('id', id).select('id'), 'blackout date');
  if (removed.length === 0) throw new AppError('forbidden', 'Only an admin may change the calendar.');
}

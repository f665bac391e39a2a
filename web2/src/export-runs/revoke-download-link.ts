import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';

/**
 * Withdraws the link that a delivery brought, for good.
 * @throws NotFoundError, AppError forbidden, ValidationError when the file itself was sent
 */
export async function revokeDownloadLink(ctx: UserContext, deliveryId: string): Promise<void> {
  const { error, status } = await ctx.supabase.rpc('revoke_download_link', { delivery_id: deliveryId });
  unwrap({ data: status, error }, 'delivery');
}

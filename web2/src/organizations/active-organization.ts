import 'server-only';
import { NotFoundError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';

export const ROLES = ['viewer', 'editor', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];

export interface ActiveOrganization {
  id: string;
  role: Role;
}

/**
 * The one organisation in which a request acts: the one it names, else the one chosen in the dashboard, else the personal one.
 * @param requested `organization_id` of the body or query
 * @throws NotFoundError when the requested organisation is not one of the caller's
 */
export async function activeOrganization(ctx: UserContext, requested?: string): Promise<ActiveOrganization> {
  const [memberships, profile] = await Promise.all([
    ctx.supabase
      .from('memberships')
      .select('organization_id, role')
      .eq('user_id', ctx.userId)
      .order('created_at')
      .order('id'),
    ctx.supabase.from('profiles').select('home_organization_id').eq('id', ctx.userId).maybeSingle(),
  ]);
  const mine = unwrap(memberships, 'organisation');
  const find = (id: string | null | undefined) => mine.find((membership) => membership.organization_id === id);
  const found = requested
    ? find(requested)
    : (find(ctx.chosenOrganizationId) ?? find(profile.data?.home_organization_id) ?? mine[0]);
  if (!found) throw new NotFoundError('organisation');
  return { id: found.organization_id, role: found.role as Role };
}

/** Whether this person may change a schedule: admins all, editors their own. The database holds the same rule. */
export function mayEdit(organization: ActiveOrganization, userId: string, ownerId: string | null): boolean {
  const rank = ROLES.indexOf(organization.role);
  return rank >= ROLES.indexOf('admin') || (rank >= ROLES.indexOf('editor') && ownerId === userId);
}

import 'server-only';
import { AppError, NotFoundError } from '@/lib/errors';
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
  const organizations = mine.map((row) => ({ id: row.organization_id, role: row.role as Role }));
  const found = requested
    ? organizations.find(({ id }) => id === requested)
    : defaultOrganization(organizations, ctx.chosenOrganizationId, profile.data?.home_organization_id);
  if (!found) throw new NotFoundError('organisation');
  return found;
}

/** The caller's role in an organisation whose rows they were shown. @throws NotFoundError */
export async function roleIn(ctx: UserContext, organizationId: string): Promise<ActiveOrganization> {
  const query = ctx.supabase
    .from('memberships')
    .select('role')
    .match({ user_id: ctx.userId, organization_id: organizationId });
  return { id: organizationId, role: unwrap(await query.single(), 'organisation').role as Role };
}

/** Of a person's organisations the one that they chose, else the personal one, else the oldest. */
export function defaultOrganization<Organization extends { id: string }>(
  organizations: Organization[],
  chosen: string | undefined,
  home: string | null | undefined,
): Organization | undefined {
  const find = (wanted: string | null | undefined) => organizations.find(({ id }) => id === wanted);
  return find(chosen) ?? find(home) ?? organizations[0];
}

/** The same, for changing its settings. @throws NotFoundError, AppError forbidden to those who may not */
export async function administeredOrganization(ctx: UserContext, requested?: string): Promise<ActiveOrganization> {
  const organization = await activeOrganization(ctx, requested);
  if (mayAdminister(organization)) return organization;
  throw new AppError('forbidden', 'Only an admin may change the settings of this organisation.');
}

/** Whether this person may change the organisation's settings. The database holds the same rule. */
export function mayAdminister({ role }: Pick<ActiveOrganization, 'role'>): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf('admin');
}

/** Whether this person may change a schedule: admins all, editors their own. The database holds the same rule. */
export function mayEdit(organization: ActiveOrganization, userId: string, ownerId: string | null): boolean {
  if (mayAdminister(organization)) return true;
  return organization.role === 'editor' && ownerId === userId;
}

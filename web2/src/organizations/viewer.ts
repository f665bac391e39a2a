import 'server-only';
import { cookies } from 'next/headers';
import { cache } from 'react';
import { ORGANIZATION_COOKIE } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { createCookieClient } from '@/lib/supabase/user-client';
import { defaultOrganization, type Role } from './active-organization';

export interface ViewerOrganization {
  id: string;
  name: string;
  role: Role;
  timezone: string;
}

/** The person looking at a page, with what the page needs to show itself to them. */
export interface Viewer {
  user: { id: string; email: string; display_name: string };
  organization: ViewerOrganization;
  organizations: ViewerOrganization[];
  timezone: string;
  hour_cycle: 'h12' | 'h23';
}

/** The signed-in person with their organisations, or null when nobody is signed in. Read once per request. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const supabase = await createCookieClient();
  const { data } = await supabase.auth.getClaims();
  const claims = data?.claims;
  if (!claims?.sub) return null;

  const [profileRow, membershipRows] = await Promise.all([
    supabase
      .from('profiles')
      .select('display_name, timezone, hour_cycle, home_organization_id')
      .eq('id', claims.sub)
      .maybeSingle(),
    supabase
      .from('memberships')
      .select('role, organizations(id, name, timezone)')
      .eq('user_id', claims.sub)
      .order('created_at')
      .order('id'),
  ]);
  // A session outlives its user when a local database was reset.
  if (!profileRow.data) return null;
  const profile = profileRow.data;
  const organizations = unwrap(membershipRows, 'organisation').map((row) => ({
    ...row.organizations,
    role: row.role as Role,
  }));
  const chosen = (await cookies()).get(ORGANIZATION_COOKIE)?.value;
  const organization = defaultOrganization(organizations, chosen, profile.home_organization_id);
  if (!organization) return null;
  return {
    user: {
      id: claims.sub,
      email: typeof claims.email === 'string' ? claims.email : '',
      display_name: profile.display_name,
    },
    organization,
    organizations,
    timezone: profile.timezone,
    hour_cycle: profile.hour_cycle === 'h12' ? 'h12' : 'h23',
  };
});

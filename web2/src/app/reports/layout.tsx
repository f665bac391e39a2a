import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { AppShell } from '@/components/shell/app-shell';
import { getViewer, type ViewerOrganization } from '@/organizations/viewer';
import { signOutAction } from '../(auth)/actions';
import { switchOrganizationAction } from './actions';
import { NotificationsBell } from './notifications-bell';
import { QueryProvider } from './scheduling/providers';

/** The frame of the signed-in pages. */
export default async function ReportsLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  if (!viewer) redirect('/sign-in');
  const { user, organization, organizations } = viewer;
  return (
    // By organisation, so that one's data is never shown as the other's.
    <QueryProvider key={organization.id}>
      <AppShell
        user={{ name: user.display_name || user.email, email: user.email }}
        organizations={organizations.map(shown)}
        current={shown(organization)}
        actions={{ switchOrganization: switchOrganizationAction, signOut: signOutAction }}
        bell={<NotificationsBell timezone={viewer.timezone} hourCycle={viewer.hour_cycle} />}
      >
        {children}
      </AppShell>
    </QueryProvider>
  );
}

function shown({ id, name, role }: ViewerOrganization) {
  return { id, name, role: role.charAt(0).toUpperCase() + role.slice(1) };
}

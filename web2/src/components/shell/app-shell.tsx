import type { ReactNode } from 'react';
import { NavLinks } from './nav-links';
import { OrganizationSwitcher, type ShellOrganization } from './organization-switcher';
import { PhoneMenu } from './phone-menu';
import { type ShellUser, UserMenu } from './user-menu';

export type ShellActions = {
  /** A server action: sets the organisation and refreshes the page without its ids. */
  switchOrganization: (id: string) => Promise<void> | void;
  signOut: () => Promise<void> | void;
};

export type AppShellProps = {
  user: ShellUser;
  organizations: readonly ShellOrganization[];
  current: ShellOrganization;
  actions: ShellActions;
  /** The notification bell, with its data. */
  bell?: ReactNode;
  children: ReactNode;
};

/** The frame of every signed-in page: a sidebar, which is a bar on top with a sheet on phones, and `main`. */
export function AppShell({ user, organizations, current, actions, bell, children }: AppShellProps) {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[var(--spacing-sidebar)_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-accent text-label text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:px-3 focus:py-2"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-30 flex h-14 items-center gap-1 border-border border-b bg-bg px-4 md:h-dvh md:flex-col md:items-stretch md:gap-4 md:border-r md:border-b-0 md:p-2 md:pt-3">
        <PhoneMenu />
        <div className="grid min-w-0 flex-1 md:flex-none">
          <OrganizationSwitcher organizations={organizations} current={current} onSwitch={actions.switchOrganization} />
        </div>
        <nav aria-label="Main" className="hidden flex-1 overflow-y-auto md:block">
          <NavLinks />
        </nav>
        <div className="flex items-center gap-1 md:flex-row-reverse">
          {bell}
          <UserMenu user={user} onSignOut={actions.signOut} />
        </div>
      </header>
      <main id="content" tabIndex={-1} className="px-4 py-6 outline-none md:px-8 md:py-8">
        <div className="mx-auto grid max-w-page grid-cols-1 gap-8">{children}</div>
      </main>
    </div>
  );
}

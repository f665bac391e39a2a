'use client';

import { useTheme } from 'next-themes';
import { useTransition } from 'react';
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from '@/components/ui/dropdown-menu';
import { notify } from '@/components/ui/toaster';

export type ShellUser = { name: string; email: string };

const themes = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** Who is signed in; theme, sign out. */
export function UserMenu({ user, onSignOut }: { user: ShellUser; onSignOut: () => Promise<void> | void }) {
  const { theme = 'system', setTheme } = useTheme();
  const [pending, startSignOut] = useTransition();
  const signOut = () =>
    startSignOut(async () => {
      try {
        await onSignOut();
      } catch {
        notify.error('Could not sign out. Try again.');
      }
    });
  return (
    <Menu>
      <MenuTrigger asChild>
        <button
          type="button"
          aria-busy={pending}
          className="flex h-control min-w-control items-center justify-center gap-2.5 rounded-control transition-tone hover:bg-hover data-[state=open]:bg-hover md:min-w-0 md:flex-1 md:justify-start md:px-2"
        >
          <Initials name={user.name} />
          <span aria-hidden className="hidden truncate text-label text-secondary md:block">
            {user.name}
          </span>
          <span className="sr-only">Account: {user.name}</span>
        </button>
      </MenuTrigger>
      <MenuContent align="end" className="min-w-56">
        <div className="grid px-2 py-1.5">
          <span className="truncate text-label">{user.name}</span>
          <span className="truncate text-muted text-small">{user.email}</span>
        </div>
        <MenuSeparator />
        <MenuLabel>Theme</MenuLabel>
        <MenuRadioGroup value={theme} onValueChange={setTheme}>
          {themes.map(({ value, label }) => (
            <MenuRadioItem key={value} value={value}>
              {label}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
        <MenuSeparator />
        <MenuItem onSelect={signOut}>Sign out</MenuItem>
      </MenuContent>
    </Menu>
  );
}

function Initials({ name }: { name: string }) {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => word?.slice(0, 1) ?? '').join('');
  return (
    <span
      aria-hidden
      className="grid size-6 shrink-0 place-items-center rounded-full bg-hover text-meta text-secondary leading-none"
    >
      {letters.toUpperCase()}
    </span>
  );
}

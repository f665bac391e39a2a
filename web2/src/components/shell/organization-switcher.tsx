'use client';

import { ChevronsUpDown } from 'lucide-react';
import { useTransition } from 'react';
import { announce } from '@/components/ui/announcer';
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from '@/components/ui/dropdown-menu';
import { Spinner } from '@/components/ui/spinner';
import { notify } from '@/components/ui/toaster';

export type ShellOrganization = { id: string; name: string /** As shown: "Editor". */; role: string };

type OrganizationSwitcherProps = {
  organizations: readonly ShellOrganization[];
  current: ShellOrganization;
  /** Resolves once the pages show the other organisation. */
  onSwitch: (id: string) => Promise<void> | void;
};

/** Where one is, and the way to one's other organisations. */
export function OrganizationSwitcher({ organizations, current, onSwitch }: OrganizationSwitcherProps) {
  const [pending, startSwitch] = useTransition();
  const change = (id: string) => {
    const next = organizations.find((organization) => organization.id === id);
    if (!next || id === current.id) return;
    startSwitch(async () => {
      try {
        await onSwitch(id);
        announce(`Now in ${next.name}`);
      } catch {
        notify.error(`Could not switch to ${next.name}. Try again.`);
      }
    });
  };

  if (organizations.length < 2) {
    return (
      <div className="flex h-control min-w-0 items-center gap-2.5 px-2">
        <Mark name={current.name} />
        <span className="truncate text-label">{current.name}</span>
      </div>
    );
  }
  return (
    <Menu>
      <MenuTrigger asChild>
        <button
          type="button"
          aria-busy={pending}
          className="flex h-control min-w-0 items-center gap-2.5 rounded-control px-2 text-left transition-tone hover:bg-hover data-[state=open]:bg-hover"
        >
          {pending ? <Spinner className="mx-0.5 text-muted" /> : <Mark name={current.name} />}
          <span aria-hidden className="min-w-0 flex-1 truncate text-label">
            {current.name}
          </span>
          <span className="sr-only">Organisation: {current.name}</span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.75} />
        </button>
      </MenuTrigger>
      <MenuContent align="start" className="min-w-56">
        <MenuRadioGroup value={current.id} onValueChange={change}>
          {organizations.map(({ id, name, role }) => (
            <MenuRadioItem key={id} value={id}>
              <span className="grid min-w-0">
                <span className="clamp-name">{name}</span>
                <span className="text-muted text-small">{role}</span>
              </span>
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}

function Mark({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="grid size-5 shrink-0 place-items-center rounded-xs bg-text font-semibold text-bg text-meta leading-none"
    >
      {name.slice(0, 1).toUpperCase()}
    </span>
  );
}

import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CircleX } from 'lucide-react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Announcer } from '@/components/ui/announcer';
import { Toaster } from '@/components/ui/toaster';
import { AppShell } from './app-shell';
import { Bell, type BellProps } from './bell';

const northwind = { id: 'nw', name: 'Northwind', role: 'Editor' };
const actions = { switchOrganization: vi.fn(async () => {}), signOut: vi.fn(async () => {}) };

function show(organizations = [northwind, { id: 'me', name: 'Ana Ruiz', role: 'Owner' }]) {
  render(
    <>
      <AppShell
        user={{ name: 'Ana Ruiz', email: 'ana@nw.example' }}
        {...{ organizations, actions }}
        current={northwind}
      >
        <h1>Scheduling</h1>
      </AppShell>
      <Toaster />
      <Announcer />
    </>,
  );
}

beforeEach(() => {
  vi.clearAllMocks();
});

describe('the shell', () => {
  it('begins with a link that skips to the content', () => {
    show();
    const [first] = screen.getAllByRole('link');
    expect(first).toHaveAccessibleName('Skip to content');
    expect(first).toHaveAttribute('href', `#${screen.getByRole('main').id}`);
  });

  it('switches the organisation and says where one is now', async () => {
    show();
    await userEvent.click(screen.getByRole('button', { name: 'Organisation: Northwind' }));
    await userEvent.click(screen.getByRole('menuitemradio', { name: /Ana Ruiz/ }));
    expect(actions.switchOrganization).toHaveBeenCalledWith('me');
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Now in Ana Ruiz'));
  });

  it('says when the switch was refused, and does not say that it happened', async () => {
    actions.switchOrganization.mockRejectedValueOnce(new Error('offline'));
    show();
    await userEvent.click(screen.getByRole('button', { name: 'Organisation: Northwind' }));
    await userEvent.click(screen.getByRole('menuitemradio', { name: /Ana Ruiz/ }));
    expect(await screen.findByText('Could not switch to Ana Ruiz. Try again.')).toBeInTheDocument();
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  it('does not switch to where one is', async () => {
    show();
    await userEvent.click(screen.getByRole('button', { name: 'Organisation: Northwind' }));
    await userEvent.click(screen.getByRole('menuitemradio', { name: /Northwind/ }));
    expect(actions.switchOrganization).not.toHaveBeenCalled();
  });

  it('only names the organisation of those who have one', () => {
    show([northwind]);
    expect(screen.getByText('Northwind')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Organisation/ })).not.toBeInTheDocument();
  });

  it('opens the navigation of phones, and gives the focus back', async () => {
    show();
    await userEvent.click(screen.getByRole('button', { name: 'Menu' }));
    const sheet = within(await screen.findByRole('dialog', { name: 'Menu' }));
    expect(sheet.getByRole('link', { name: 'Scheduling' })).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Menu' })).toHaveFocus());
  });

  it('signs out', async () => {
    show();
    await userEvent.click(screen.getByRole('button', { name: 'Account: Ana Ruiz' }));
    await userEvent.click(screen.getByRole('menuitem', { name: 'Sign out' }));
    expect(actions.signOut).toHaveBeenCalledOnce();
  });
});

describe('the bell', () => {
  const item = { id: '1', icon: CircleX, tone: 'danger', text: 'Failed', when: '3 hours ago', href: '#1' } as const;
  const props: BellProps = {
    items: [
      { ...item, read: false },
      { ...item, id: '2', text: 'Old news', read: true },
    ],
    unread: 1,
    onMarkAllRead: vi.fn(),
  };

  it('counts what is unread in its name', () => {
    render(<Bell {...props} unread={12} />);
    expect(screen.getByRole('button', { name: 'Notifications, 9+ unread' })).toHaveTextContent('9+');
  });

  it('shows the unread first, and all when asked', async () => {
    render(<Bell {...props} />);
    await userEvent.click(screen.getByRole('button', { name: 'Notifications, 1 unread' }));
    const popup = within(screen.getByRole('dialog', { name: 'Notifications' }));
    expect(await popup.findByText('Failed')).toBeInTheDocument();
    expect(popup.queryByText('Old news')).not.toBeInTheDocument();
    await userEvent.click(await popup.findByRole('radio', { name: 'All' }));
    expect(popup.getByText('Old news')).toBeInTheDocument();
  });

  it('announces what is new, but not what was there at the start', () => {
    const { rerender } = render(
      <>
        <Announcer />
        <Bell {...props} unread={2} />
      </>,
    );
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    rerender(
      <>
        <Announcer />
        <Bell {...props} unread={3} />
      </>,
    );
    expect(screen.getByRole('status')).toHaveTextContent('1 new notification');
  });

  it('has nothing to mark when all is read', async () => {
    render(<Bell {...props} unread={0} />);
    await userEvent.click(screen.getByRole('button', { name: 'Notifications' }));
    expect(await screen.findByRole('button', { name: 'Mark all as read' })).toHaveAttribute('aria-disabled', 'true');
  });
});

import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { CircleCheck, CircleX, Plus } from 'lucide-react';
import { expect, fn, screen, userEvent, within } from 'storybook/test';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/states';
import { When } from '@/components/when';
import { AppShell } from './app-shell';
import { Bell } from './bell';
import type { BellItem } from './bell-items';
import { MessagePage } from './message-page';
import { PageHeader } from './page-header';

const now = new Date('2026-11-23T18:00:00Z');
const ago = (value: string) => <When value={value} zone="Europe/Berlin" now={now} form="relative" />;

const items: BellItem[] = [
  {
    id: '1',
    icon: CircleX,
    tone: 'danger',
    text: '“Assessments archive” stopped after 5 failures.',
    when: ago('2026-11-23T15:00:00Z'),
    href: '#one',
    read: false,
  },
  {
    id: '2',
    icon: CircleCheck,
    tone: 'success',
    text: '“Open findings, EMEA” is working again.',
    when: ago('2026-11-22T15:00:00Z'),
    href: '#two',
    read: true,
  },
];

const northwind = { id: 'nw', name: 'Northwind Ltd', role: 'Admin' };
const actions = { switchOrganization: fn(), signOut: fn() };

const meta = {
  component: AppShell,
  args: {
    user: { name: 'Ana Ruiz', email: 'ana@nw.example' },
    organizations: [northwind, { id: 'ana', name: 'Ana Ruiz', role: 'Owner' }],
    current: northwind,
    actions,
    bell: <Bell items={items} unread={1} onMarkAllRead={fn()} />,
    children: (
      <>
        <PageHeader
          title="Scheduling"
          facts="118 active, 2 need attention. Next run in 14 minutes."
          action={
            <Button variant="primary">
              <Plus aria-hidden className="size-4" strokeWidth={1.75} />
              Schedule New Report Export
            </Button>
          }
        />
        <Banner tone="danger" title="2 jobs need attention." action={<Button>Review</Button>}>
          Assessments archive stopped after 5 failures.
        </Banner>
        <Card>
          <EmptyState title="Nothing here yet">The pages bring their own content.</EmptyState>
        </Card>
      </>
    ),
  },
  parameters: { layout: 'fullscreen', nextjs: { appDirectory: true, navigation: { pathname: '/reports/scheduling' } } },
} satisfies Meta<typeof AppShell>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Page: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('link', { name: 'Scheduling' })).toHaveAttribute('aria-current', 'page');
    await userEvent.tab();
    await expect(canvas.getByRole('link', { name: 'Skip to content' })).toHaveFocus();
  },
};

export const SwitchOrganisation: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Organisation: Northwind Ltd' }));
    const menu = await screen.findByRole('menu');
    await expect(within(menu).getByRole('menuitemradio', { name: /Northwind/ })).toBeChecked();
    await userEvent.click(within(menu).getByRole('menuitemradio', { name: /Ana Ruiz/ }));
    await expect(args.actions.switchOrganization).toHaveBeenCalledWith('ana');
  },
};

export const UserMenuOpen: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Account: Ana Ruiz' }));
    await expect(await screen.findByRole('menuitemradio', { name: 'Dark' })).toBeVisible();
  },
};

export const BellOpen: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Notifications, 1 unread' }));
    const popup = await screen.findByRole('dialog', { name: 'Notifications' });
    await expect(await within(popup).findByText(/stopped after 5 failures/)).toBeVisible();
  },
};

export const BellEmpty: Story = {
  args: { bell: <Bell items={[]} unread={0} onMarkAllRead={fn()} /> },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Notifications' }));
    await expect(await screen.findByText('Nothing new. Failures and recoveries appear here.')).toBeVisible();
  },
};

export const OneOrganisation: Story = { args: { organizations: [northwind] } };

export const NotFound: Story = {
  render: () => (
    <MessagePage
      title="This page does not exist, or you may not see it."
      action={<Button variant="primary">Scheduling</Button>}
    />
  ),
};

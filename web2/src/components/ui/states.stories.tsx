import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { CalendarClock } from 'lucide-react';
import { fn } from 'storybook/test';
import { Banner } from './banner';
import { Button } from './button';
import { Card, CardHeader } from './card';
import { EmptyState, ErrorState, NoResults } from './states';

const meta = { title: 'ui/states' } satisfies Meta;
export default meta;
type Story = StoryObj<typeof meta>;

export const Empty: Story = {
  render: () => (
    <Card>
      <EmptyState
        icon={CalendarClock}
        title="Schedule your first export"
        action={<Button variant="primary">Schedule New Report Export</Button>}
      >
        Pick a report, say when, and it arrives on time.
      </EmptyState>
    </Card>
  ),
};

export const NothingMatches: Story = {
  render: () => (
    <Card>
      <NoResults title="No job matches “emea” and Paused." onClear={fn()} />
    </Card>
  ),
};

export const Failed: Story = {
  render: () => (
    <Card>
      <CardHeader title="Latest runs" note="97.8 % on time" action={<Button variant="ghost">All runs</Button>} />
      <ErrorState title="The jobs could not be loaded." requestId="7f3a0c52-a1d4" onRetry={fn()}>
        The server did not answer.
      </ErrorState>
    </Card>
  ),
};

export const Banners: Story = {
  render: () => (
    <div className="grid gap-3">
      <Banner tone="danger" title="2 jobs need attention." action={<Button>Review</Button>}>
        Assessments archive stopped after 5 failures.
      </Banner>
      <Banner tone="warning">Could not refresh, showing 10:42.</Banner>
      <Banner tone="success">Done. You will not get this mail again.</Banner>
      <Banner>There are 3 newer runs.</Banner>
    </div>
  ),
};

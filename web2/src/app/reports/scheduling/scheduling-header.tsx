import type { ReactNode } from 'react';
import { PageHeader } from '@/components/shell/page-header';
import { SkeletonText } from '@/components/ui/skeleton';
import { When } from '@/components/when';
import type { Viewer } from '@/organizations/viewer';
import { nextRunAt, overviewSentence, type useOverview } from './overview';
import { SchedulingTabs } from './scheduling-tabs';

type SchedulingHeaderProps = { viewer: Viewer; overview: ReturnType<typeof useOverview>; action?: ReactNode };

/** Title, one line of facts, the primary action, and the way to the pages beside this one. */
export function SchedulingHeader({ viewer, overview, action }: SchedulingHeaderProps) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <PageHeader title="Scheduling" facts={<Facts viewer={viewer} overview={overview} />} action={action} />
      <SchedulingTabs />
    </div>
  );
}

function Facts({ viewer, overview }: Pick<SchedulingHeaderProps, 'viewer' | 'overview'>) {
  if (overview.isPending) return <SkeletonText className="w-64" />;
  if (!overview.data) return 'The jobs could not be counted.';
  const next = nextRunAt(overview.data);
  return (
    <>
      {overviewSentence(overview.data)}
      {next ? (
        <>
          {' '}
          Next run <When value={next} zone={viewer.timezone} hourCycle={viewer.hour_cycle} form="relative" />.
        </>
      ) : null}
    </>
  );
}

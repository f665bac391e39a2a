'use client';

import { PageHeader } from '@/components/shell/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { useDelayedPending } from '@/components/ui/use-delayed';
import type { Viewer } from '@/organizations/viewer';
import { LoadError } from '../scheduling/load-error';
import { BlackoutDates } from './blackout-dates';
import { PublicHolidays } from './public-holidays';
import { useCalendar } from './queries';

type CalendarWidgetProps = {
  viewer: Pick<Viewer, 'organization'>;
  /** `YYYY-MM-DD`: what is past is not offered. */
  today: string;
};

/** The days on which an organisation is closed. Each scheduled job says what it does on them. */
export function CalendarWidget({ viewer, today }: CalendarWidgetProps) {
  const calendar = useCalendar();
  const skeleton = useDelayedPending(calendar.isPending);
  return (
    <>
      <PageHeader
        title="Calendar"
        facts={`Days on which ${viewer.organization.name} is closed. Each job says under Advanced what it does on them.`}
      />
      {calendar.data ? (
        <>
          <PublicHolidays calendar={calendar.data} />
          <BlackoutDates calendar={calendar.data} today={today} />
        </>
      ) : null}
      {skeleton && !calendar.isError ? (
        <div aria-busy className="grid gap-8">
          <span className="sr-only">The calendar is loading.</span>
          <Skeleton className="h-64 rounded-card" />
          <Skeleton className="h-64 rounded-card" />
        </div>
      ) : null}
      {calendar.isError && !calendar.data ? (
        <LoadError
          title="The calendar could not be loaded."
          error={calendar.error}
          onRetry={() => void calendar.refetch()}
          retrying={calendar.isFetching}
        />
      ) : null}
    </>
  );
}

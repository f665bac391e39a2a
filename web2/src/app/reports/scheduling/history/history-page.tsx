'use client';

import type { Viewer } from '@/organizations/viewer';
import { JobHistoryWidget } from '../JobHistoryWidget';
import { useOverview } from '../overview';
import { SchedulingHeader } from '../scheduling-header';

export function HistoryPage({ viewer }: { viewer: Viewer }) {
  return (
    <>
      <SchedulingHeader viewer={viewer} overview={useOverview()} />
      <JobHistoryWidget viewer={viewer} />
    </>
  );
}

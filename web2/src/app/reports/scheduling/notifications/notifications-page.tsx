'use client';

import type { Viewer } from '@/organizations/viewer';
import { NotificationSettingsWidget } from '../NotificationSettingsWidget';
import { useOverview } from '../overview';
import { SchedulingHeader } from '../scheduling-header';

export function NotificationsPage({ viewer }: { viewer: Viewer }) {
  return (
    <>
      <SchedulingHeader viewer={viewer} overview={useOverview()} />
      <NotificationSettingsWidget viewer={viewer} unfolded />
    </>
  );
}

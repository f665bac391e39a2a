'use client';

import { useEffect, useState } from 'react';
import { cn } from '@/components/ui/cn';
import type { Viewer } from '@/organizations/viewer';
import { AttentionStrip } from './attention-strip';
import { JobHistoryWidget } from './JobHistoryWidget';
import { NotificationSettingsWidget } from './NotificationSettingsWidget';
import { useOverview } from './overview';
import { ScheduledJobsListWidget } from './ScheduledJobsListWidget';
import { ScheduleExportWidget } from './ScheduleExportWidget';
import { SchedulingHeader } from './scheduling-header';
import { useFormTarget } from './url-state';

const LATEST = 5;
const LIT_FOR = 2_000;

/** The four widgets of scheduling, and what has to be known before them. */
export function SchedulingPage({ viewer }: { viewer: Viewer }) {
  const overview = useOverview();
  const { target } = useFormTarget();
  const [wasClosed, setWasClosed] = useState(false);
  const [litId, setLitId] = useLitId();
  const form = (
    <ScheduleExportWidget
      viewer={viewer}
      focusButton={wasClosed}
      onSaved={(saved) => setLitId(saved.id)}
      onClosed={() => setWasClosed(true)}
    />
  );
  // the list's invitation holds the same button: one is enough
  const isUnused = overview.data?.data.length === 0;
  // on phones the open form has the screen for itself
  const beside = cn('grid grid-cols-1 gap-8', target && 'max-md:hidden');
  return (
    <>
      <div className={beside}>
        <SchedulingHeader viewer={viewer} overview={overview} action={target || isUnused ? null : form} />
        <AttentionStrip overview={overview} />
      </div>
      {target ? <h1 className="sr-only md:hidden">Scheduling</h1> : null}
      {target ? form : null}
      <div className={beside}>
        <ScheduledJobsListWidget viewer={viewer} litId={litId} focusNew={wasClosed} />
        <JobHistoryWidget viewer={viewer} latest={LATEST} />
        <NotificationSettingsWidget viewer={viewer} />
      </div>
    </>
  );
}

/** An id that is forgotten after two seconds. */
function useLitId() {
  const [id, setId] = useState<string | null>(null);
  useEffect(() => {
    if (!id) return;
    const timer = setTimeout(() => setId(null), LIT_FOR);
    return () => clearTimeout(timer);
  }, [id]);
  return [id, setId] as const;
}

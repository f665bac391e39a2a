'use client';

import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { PageHeader } from '@/components/shell/page-header';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { SkeletonText } from '@/components/ui/skeleton';
import { StatusBadge } from '@/components/ui/status-badge';
import { useDelayedPending } from '@/components/ui/use-delayed';
import { When } from '@/components/when';
import type { Viewer } from '@/organizations/viewer';
import { RunDetail } from '../../history/run-detail';
import { useAnnouncedRuns } from '../../history/use-announced-runs';
import { LoadError } from '../../load-error';
import { runLook } from '../../looks';
import { useExportRun } from '../../queries';

/** One run, on a page of its own that can be linked to. */
export function RunPage({ id, viewer }: { id: string; viewer: Viewer }) {
  const query = useExportRun(id);
  const run = query.data;
  const failed = query.isError && !run;
  const skeleton = useDelayedPending(query.isPending);
  useAnnouncedRuns(run ? [run] : []);
  return (
    <>
      <div className="grid gap-3">
        <Link
          href={run ? `/reports/scheduling/history?job=${run.scheduled_export_id}` : '/reports/scheduling/history'}
          className="-ml-1 flex w-fit items-center gap-1 rounded-xs pr-1 text-label text-secondary hover:text-text"
        >
          <ChevronLeft aria-hidden className="size-4" strokeWidth={1.75} />
          Run history
        </Link>
        <PageHeader
          title={run?.name ?? 'Run'}
          facts={
            run ? (
              <span className="flex flex-wrap items-center gap-2">
                <When value={run.scheduled_for} zone={viewer.timezone} hourCycle={viewer.hour_cycle} />
                <StatusBadge {...runLook(run)} />
              </span>
            ) : null
          }
        />
      </div>
      <Card aria-label="Run" aria-busy={query.isPending} className={cn(!failed && 'p-4 md:p-6')}>
        {run ? <RunDetail run={run} viewer={viewer} /> : null}
        {skeleton && !query.isError ? <SkeletonText className="w-80 max-w-full" /> : null}
        {failed ? (
          <LoadError
            title="The run could not be loaded."
            error={query.error}
            onRetry={() => void query.refetch()}
            retrying={query.isFetching}
          />
        ) : null}
      </Card>
    </>
  );
}

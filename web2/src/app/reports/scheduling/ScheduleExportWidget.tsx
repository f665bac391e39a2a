'use client';

import { Plus, X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { formatWhen, zoneCity } from '@/components/format-time';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { ErrorState } from '@/components/ui/states';
import { notify } from '@/components/ui/toaster';
import type { Viewer } from '@/organizations/viewer';
import type { ScheduledExport } from '@/scheduled-exports/schema';
import { mayEdit } from './access';
import { FormSkeleton } from './form/form-skeleton';
import { useFormStart } from './form/use-form-start';
import { LoadError } from './load-error';
import { type FormTarget, useFormTarget } from './url-state';

// react-hook-form and zod come with the form, when it is opened
const ScheduleExportForm = lazy(() => import('./form/schedule-export-form'));

type ScheduleExportWidgetProps = {
  viewer: Viewer;
  /** The button takes the focus when it comes back, after the form was closed. */
  focusButton?: boolean;
  onSaved?: (saved: ScheduledExport) => void;
  onClosed?: () => void;
};

/** "Schedule New Report Export": a button that unfolds into the form, in place, as the URL says. */
export function ScheduleExportWidget({ viewer, focusButton = false, onSaved, onClosed }: ScheduleExportWidgetProps) {
  const { target, open, close } = useFormTarget();
  if (!mayEdit(viewer)) return null;
  if (!target) {
    return (
      <Button
        variant="primary"
        className="h-auto min-h-control whitespace-normal max-md:w-full"
        autoFocus={focusButton}
        onClick={() => void open({ kind: 'new' })}
      >
        <Plus aria-hidden className="size-4" strokeWidth={1.75} />
        Schedule New Report Export
      </Button>
    );
  }
  const leave = () => {
    void close();
    onClosed?.();
  };
  const finish = (saved: ScheduledExport) => {
    notify.success(savedSentence(saved, target, viewer));
    onSaved?.(saved);
    leave();
  };
  return (
    <section
      aria-labelledby="schedule-form-title"
      className="max-md:-mx-4 max-md:-mt-6 border-border bg-surface max-md:border-b max-md:px-4 md:rounded-card md:border"
    >
      <header className="flex items-center justify-between gap-3 border-border border-b py-3 max-md:-mx-4 max-md:px-4 md:px-6">
        <h2 id="schedule-form-title" tabIndex={-1} ref={focusOnMount} className="min-w-0 text-section outline-none">
          {target.kind === 'edit' ? 'Edit the job' : 'Schedule a report export'}
        </h2>
        <IconButton label="Close" icon={X} onClick={leave} />
      </header>
      <OpenForm key={JSON.stringify(target)} target={target} viewer={viewer} onSaved={finish} onCancel={leave} />
    </section>
  );
}

type OpenFormProps = {
  target: FormTarget;
  viewer: Viewer;
  onSaved: (saved: ScheduledExport) => void;
  onCancel: () => void;
};

function OpenForm({ target, viewer, onSaved, onCancel }: OpenFormProps) {
  const start = useFormStart(target, viewer);
  if (start.state === 'loading') return <FormSkeleton />;
  if (start.state === 'failed') {
    return (
      <LoadError
        title="The form could not be opened."
        error={start.error}
        onRetry={start.retry}
        retrying={start.retrying}
      />
    );
  }
  if (!start.reports.length) {
    return (
      <ErrorState title="There are no reports yet." onRetry={start.reload}>
        A report is a view in the schema <code className="font-mono">reports</code>.
      </ErrorState>
    );
  }
  return (
    <Suspense fallback={<FormSkeleton />}>
      <ScheduleExportForm
        key={start.draftKey}
        viewer={viewer}
        reports={start.reports}
        defaultValues={start.values}
        editing={start.editing}
        onSaved={onSaved}
        onCancel={onCancel}
        onReload={start.reload}
      />
    </Suspense>
  );
}

// a callback that never changes runs once, when the heading appears
const focusOnMount = (heading: HTMLElement | null) => heading?.focus();

function savedSentence(
  { name, runs_at }: ScheduledExport,
  target: FormTarget,
  { timezone, hour_cycle }: Viewer,
): string {
  if (target.kind === 'edit') return `“${name}” saved.`;
  if (!runs_at) return `“${name}” scheduled.`;
  const first = formatWhen(new Date(runs_at), { zone: timezone, hourCycle: hour_cycle, now: new Date() });
  return `“${name}” scheduled. First run ${first}, ${zoneCity(timezone)}.`;
}

'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useRef } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { CheckboxRow } from '@/components/ui/checkbox';
import type { Viewer } from '@/organizations/viewer';
import type { Report } from '@/reports/schema';
import type { ScheduledExport } from '@/scheduled-exports/schema';
import { ApiError } from '../api';
import { useRecurrencePreview, useReport } from '../queries';
import { stoppedSentence } from '../sentences';
import { AdvancedFields } from './advanced-fields';
import { ColumnsField } from './columns-field';
import { DeliveryField } from './delivery-field';
import { countErrors } from './error-count';
import { FiltersField } from './filters-field';
import { FormBar } from './form-bar';
import { FormatField } from './format-field';
import { NameField } from './name-field';
import { NextRuns } from './next-runs';
import { PreviewField } from './preview-field';
import { ReportField } from './report-field';
import { ScheduleField } from './schedule-field';
import { formSchema } from './schema';
import { suggestedName, summarySentence } from './summary';
import { TimezoneField } from './timezone-field';
import { useAnnouncedPreview } from './use-announced-preview';
import { useSave } from './use-save';
import { datesOf, type FormValues, saidBy } from './values';

export type ScheduleExportFormProps = {
  viewer: Viewer;
  reports: Report[];
  /** What the form begins with. Another draft takes another `key`. */
  defaultValues: FormValues;
  /** The saved job, for an edit; absent for a new one. */
  editing?: ScheduledExport | undefined;
  onSaved: (saved: ScheduledExport) => void;
  onCancel: () => void;
  onReload: () => void;
};

/** The whole form: a draft that is thrown away with its component. */
export default function ScheduleExportForm({
  viewer,
  reports,
  defaultValues,
  editing,
  onSaved,
  onCancel,
  onReload,
}: ScheduleExportFormProps) {
  const form = useForm<FormValues>({
    defaultValues,
    resolver: zodResolver(formSchema),
    mode: 'onBlur',
    reValidateMode: 'onChange',
    shouldFocusError: false,
  });
  const values = form.watch();
  const { errors, isSubmitting, submitCount } = form.formState;
  const report = reports.find(({ report_type }) => report_type === values.report_type);
  const detail = useReport(report ? report.report_type : null);
  const said = saidBy(values.schedule);
  const preview = useRecurrencePreview({
    ...said,
    timezone: values.timezone,
    on_holidays: values.on_holidays,
    ...datesOf(values),
  });
  const isSaying = Boolean(said.text ?? said.recurrence);
  const failed = preview.isSettled && preview.error instanceof ApiError ? preview.error : null;
  const current = isSaying && !failed ? preview.data : undefined;
  useAnnouncedPreview(preview.isSettled ? current : undefined, viewer);
  const suggestion = suggestedName(report?.title, current?.description);
  const { save, failure: saveFailure } = useSave({ form, editing, suggestion, onSaved });

  const element = useRef<HTMLFormElement>(null);
  const focusFirstMistake = () => element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  const focusRef = useRef(focusFirstMistake);
  useEffect(() => {
    if (submitCount > 0) focusRef.current();
  }, [submitCount]);

  const misread = Boolean(failed?.errors.length) || !isSaying;
  const failure = misread
    ? 'They are shown once the schedule is understood.'
    : failed
      ? 'They could not be found out.'
      : undefined;
  return (
    <FormProvider {...form}>
      <form
        ref={element}
        noValidate
        // what takes the focus must not hide under the bars above and below
        className="[&_:is(input,button,summary)]:scroll-mt-20 [&_:is(input,button,summary)]:scroll-mb-24"
        onSubmit={(event) => void form.handleSubmit(save)(event)}
      >
        <div className="grid grid-cols-1 gap-8 p-4 md:p-6 min-[1100px]:grid-cols-[minmax(0,var(--container-form))_minmax(0,1fr)] max-md:px-0">
          <div className="grid grid-cols-1 content-start gap-5">
            {saveFailure?.kind === 'conflict' ? <Conflict onReload={onReload} /> : null}
            {editing?.status === 'failed' ? <Stopped job={editing} form={form} /> : null}
            <ReportField reports={reports} />
            {report ? <FiltersField columns={(detail.data ?? report).columns} isLoading={detail.isPending} /> : null}
            {report ? <ColumnsField columns={report.columns} /> : null}
            <FormatField />
            <ScheduleField
              preview={{
                recurrence: preview.isSettled ? current?.recurrence : undefined,
                description: current?.description,
                error: failed?.errors.length ? failed : null,
              }}
            />
            <TimezoneField />
            <DeliveryField />
            <NameField suggestion={suggestion} />
            <AdvancedFields />
          </div>
          <aside
            className="grid min-w-0 content-start gap-5 self-start border-border max-[1099px]:border-t max-[1099px]:pt-5 min-[1100px]:sticky min-[1100px]:top-6 min-[1100px]:border-l min-[1100px]:pl-8"
            aria-label="What this job does"
          >
            <div className="grid gap-1">
              <h3 className="text-label">In one sentence</h3>
              <p className="text-body text-secondary">
                {summarySentence(values, { report: report?.title, schedule: current?.description })}
              </p>
            </div>
            <NextRuns
              preview={current}
              isSettled={preview.isSettled}
              failure={failure}
              onRetry={failed && !misread ? () => void preview.refetch() : undefined}
              viewer={viewer}
            />
            {report ? <PreviewField reportType={report.report_type} hourCycle={viewer.hour_cycle} /> : null}
          </aside>
        </div>
        <FormBar
          submitLabel={editing ? 'Save changes' : 'Schedule export'}
          pending={isSubmitting}
          mistakes={submitCount > 0 ? countErrors(errors) : 0}
          message={saveFailure?.kind === 'message' ? saveFailure.text : undefined}
          onShow={focusFirstMistake}
          onCancel={onCancel}
        />
      </form>
    </FormProvider>
  );
}

function Conflict({ onReload }: { onReload: () => void }) {
  return (
    <Banner
      tone="warning"
      title="Somebody changed this job after you opened it."
      action={<Button onClick={onReload}>Load the newer version</Button>}
    >
      Your changes were not saved. Loading the newer version drops them.
    </Banner>
  );
}

function Stopped({ job, form }: { job: ScheduledExport; form: ReturnType<typeof useForm<FormValues>> }) {
  return (
    <div className="grid gap-3">
      <Banner tone="danger" title="This job is stopped.">
        {stoppedSentence(job)}
      </Banner>
      <CheckboxRow
        label="Resume the job when it is saved"
        checked={form.watch('resume')}
        onCheckedChange={(on) => form.setValue('resume', on === true)}
      />
    </div>
  );
}

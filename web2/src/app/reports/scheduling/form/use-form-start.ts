import type { Viewer } from '@/organizations/viewer';
import type { Report } from '@/reports/schema';
import type { ScheduledExport } from '@/scheduled-exports/schema';
import { ApiError } from '../api';
import { useReport, useReports, useScheduledExport } from '../queries';
import type { FormTarget } from '../url-state';
import { copied } from './file-draft';
import { type FormValues, newValues, valuesOf } from './values';

const MAX_NAME = 120;

type FormStart =
  | { state: 'loading' }
  | { state: 'failed'; error: Error | null; retry: () => void; retrying: boolean }
  | {
      state: 'ready';
      reports: Report[];
      values: FormValues;
      editing: ScheduledExport | undefined;
      /** Changes when the draft has to begin anew. */
      draftKey: string;
      reload: () => void;
    };

/** Everything that the form needs before its first render: the reports, and for an edit or a copy the saved job. */
export function useFormStart(target: FormTarget, viewer: Viewer): FormStart {
  const reports = useReports();
  const saved = useScheduledExport('id' in target ? target.id : null);
  const report = useReport(saved.data?.report_type ?? null);
  const needsSaved = target.kind !== 'new';
  // a report that is gone does not keep anybody from choosing another
  const reportGone = report.error instanceof ApiError && report.error.status === 404;
  const needed = [reports, ...(needsSaved ? [saved] : []), ...(saved.data && !reportGone ? [report] : [])];
  // what fails to be asked again is still there
  const failed = needed.find(({ isLoadingError }) => isLoadingError);
  if (failed) {
    const retry = () =>
      void Promise.all(needed.filter(({ isLoadingError }) => isLoadingError).map((query) => query.refetch()));
    return { state: 'failed', error: failed.error, retry, retrying: needed.some(({ isFetching }) => isFetching) };
  }
  if (!reports.data || needed.some(({ isPending }) => isPending)) return { state: 'loading' };
  const reload = () => void (needsSaved ? saved.refetch() : reports.refetch());
  const ready = { state: 'ready', reports: reports.data, reload } as const;
  if (!saved.data) {
    const me = { email: viewer.user.email, timezone: viewer.timezone };
    return { ...ready, values: newValues(me), editing: undefined, draftKey: 'new' };
  }
  const values = valuesOf(saved.data, report.data?.columns ?? []);
  const draftKey = `${target.kind} ${saved.data.id} ${saved.data.version}`;
  if (target.kind === 'edit') return { ...ready, values, editing: saved.data, draftKey };
  const name = `Copy of ${saved.data.name}`.slice(0, MAX_NAME);
  return {
    ...ready,
    values: { ...values, name, resume: false, file: copied(values.file) },
    editing: undefined,
    draftKey,
  };
}

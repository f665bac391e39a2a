import { useState } from 'react';
import { Disclosure } from '@/components/ui/disclosure';
import type { Viewer } from '@/organizations/viewer';
import { ReportPreview } from './report-preview';
import { filterIssues, selectionIssues } from './schema';
import { useScheduleForm } from './use-form';
import { selectionOf } from './values';

/** The preview, asked for only while it is unfolded. */
export function PreviewField({ reportType, hourCycle }: { reportType: string; hourCycle: Viewer['hour_cycle'] }) {
  const [open, setOpen] = useState(false);
  const values = useScheduleForm().watch();
  const isComplete = !values.filters.some((draft) => filterIssues(draft).length) && !selectionIssues(values).length;
  const request = isComplete ? { ...selectionOf(values), timezone: values.timezone || 'UTC' } : null;
  return (
    <Disclosure label="Preview" note="The first rows, as of now" onOpenChange={setOpen}>
      {open ? <ReportPreview reportType={reportType} request={request} hourCycle={hourCycle} /> : null}
    </Disclosure>
  );
}

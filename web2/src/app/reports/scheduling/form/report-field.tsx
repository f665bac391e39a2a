import { useController } from 'react-hook-form';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import type { Report } from '@/reports/schema';
import { useScheduleForm } from './use-form';

/** Which report. Another one has other columns, so its filters, columns and order begin anew. */
export function ReportField({ reports }: { reports: Report[] }) {
  const { control, setValue, clearErrors } = useScheduleForm();
  const { field, fieldState } = useController({ control, name: 'report_type' });
  const gone = field.value && !reports.some((report) => report.report_type === field.value);
  const choose = (reportType: string) => {
    if (reportType === field.value) return;
    field.onChange(reportType);
    setValue('filters', []);
    setValue('columns', null);
    setValue('sort', []);
    clearErrors(['filters', 'columns', 'sort']);
  };
  return (
    <Field
      label="Report"
      help="You see the reports that you may read."
      error={fieldState.error?.message ?? (gone ? `“${field.value}” no longer exists. Choose another.` : undefined)}
    >
      {(aria) => (
        <Combobox
          {...aria}
          value={field.value}
          onValueChange={choose}
          onBlur={field.onBlur}
          options={reports.map(({ report_type, title, description }) => ({
            value: report_type,
            label: title,
            description,
          }))}
          placeholder="Choose a report"
          searchPlaceholder="Search reports"
          emptyText="No report matches."
        />
      )}
    </Field>
  );
}

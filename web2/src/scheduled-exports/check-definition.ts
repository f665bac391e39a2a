import { type FieldError, ValidationError } from '@/lib/errors';
import { RecurrenceError } from '@/recurrence/errors';
import { validateRecurrence } from '@/recurrence/recurrence';
import { isTimezone } from '@/recurrence/timezone';
import { parseFilters } from '@/reports/filters';
import { chooseColumns, chooseSort } from '@/reports/query';
import type { Report } from '@/reports/schema';

interface Checkable {
  filters: Record<string, unknown>;
  columns: string[] | null;
  sort: { column: string; direction: 'asc' | 'desc' }[];
  recurrence: string;
  timezone: string;
  starts_at: string | null;
  ends_at: string | null;
}

/**
 * What no schema can say: that recurrence and zone exist and that the report has these columns.
 * @throws ValidationError that names every field at fault, not only the first
 */
export function checkDefinition(definition: Checkable, report: Report): void {
  const { columns, filters, sort, recurrence, timezone, starts_at, ends_at } = definition;
  const errors: FieldError[] = [];
  const collect = (check: () => unknown) => {
    try {
      check();
    } catch (error) {
      if (error instanceof RecurrenceError) errors.push({ path: 'recurrence', message: error.message });
      else if (error instanceof ValidationError) errors.push(...error.errors);
      else throw error;
    }
  };
  if (!isTimezone(timezone)) {
    errors.push({ path: 'timezone', message: `“${timezone}” is not an IANA time zone such as America/New_York.` });
  }
  collect(() => validateRecurrence(recurrence, { timezone: isTimezone(timezone) ? timezone : 'UTC' }));
  collect(() => parseFilters(report.columns, filters));
  collect(() => chooseColumns(report.columns, columns));
  collect(() => chooseSort(report.columns, sort));
  if (starts_at && ends_at && new Date(ends_at) <= new Date(starts_at)) {
    errors.push({ path: 'ends_at', message: 'The end must be after the start.' });
  }
  if (errors.length > 0) throw new ValidationError(errors);
}

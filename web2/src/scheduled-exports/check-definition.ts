import { isFormatId } from '@/formats/catalogue';
import { parseFormatOptions } from '@/formats/options-schema';
import type { Mistakes } from '@/lib/validate';
import { RecurrenceError } from '@/recurrence/errors';
import { nextOccurrence } from '@/recurrence/occurrences';
import { type Recurrence, validateRecurrence } from '@/recurrence/recurrence';
import { isTimezone } from '@/recurrence/timezone';
import { toReportQuery } from '@/reports/query';
import type { Report } from '@/reports/schema';

/** What is known of a schedule that is to be saved; a field that is wrong by itself is absent. */
interface Checkable {
  filters?: Record<string, unknown> | undefined;
  columns?: string[] | null | undefined;
  sort?: { column: string; direction: 'asc' | 'desc' }[] | undefined;
  format?: string | undefined;
  format_options?: Record<string, unknown> | undefined;
  compression?: string | undefined;
  /** Whether the archive will have one. */
  hasPassword?: boolean | undefined;
  recurrence?: string | undefined;
  timezone?: string | undefined;
  starts_at?: string | null | undefined;
  ends_at?: string | null | undefined;
}

/** What no schema can say: that recurrence and zone exist, that the format has these options and the report (where there is one) these columns. */
export function checkDefinition(
  definition: Checkable,
  report: Report | undefined,
  mistakes: Mistakes,
  minimumIntervalMinutes = 1,
): Recurrence | undefined {
  const { columns, filters, sort, format = '', format_options, timezone = 'UTC', starts_at, ends_at } = definition;
  if (!isTimezone(timezone))
    mistakes.add('timezone', `“${timezone}” is not an IANA time zone such as America/New_York.`);
  if (report) {
    const selection = { filters: filters ?? {}, columns: columns ?? null, sort: sort ?? [], row_limit: null };
    mistakes.collect(() => toReportQuery(report, selection, ''));
  }
  if (isFormatId(format)) mistakes.collect(() => parseFormatOptions(format, format_options ?? {}));
  if (definition.hasPassword && definition.compression !== 'zip') {
    mistakes.add('compression', 'Only a zip archive can have a password. Choose zip, or remove the password.');
  }
  if (starts_at && ends_at && new Date(ends_at) <= new Date(starts_at)) {
    mistakes.add('ends_at', 'The end must be after the start.');
  }
  return checkRecurrence(definition, mistakes, minimumIntervalMinutes);
}

function checkRecurrence(
  { recurrence, timezone = 'UTC', starts_at }: Checkable,
  mistakes: Mistakes,
  minimumIntervalMinutes: number,
): Recurrence | undefined {
  if (recurrence === undefined) return undefined;
  try {
    return validateRecurrence(recurrence, {
      timezone: isTimezone(timezone) ? timezone : 'UTC',
      startsAt: starts_at ? new Date(starts_at) : null,
      minimumIntervalMinutes,
    });
  } catch (error) {
    if (!(error instanceof RecurrenceError)) throw error;
    mistakes.add('recurrence', error.message);
    return undefined;
  }
}

/** Notes what would never run: nobody makes a schedule for that. */
export function checkRuns(
  recurrence: Recurrence,
  { timezone = 'UTC', starts_at, ends_at }: Checkable,
  now: Date,
  mistakes: Mistakes,
): void {
  if (!isTimezone(timezone)) return;
  const startsAt = startOf(recurrence, starts_at, now);
  const bounds = { timezone, startsAt: startsAt ? new Date(startsAt) : null, after: now };
  const endsAt = ends_at ? new Date(ends_at) : null;
  if (startsAt && endsAt && endsAt <= new Date(startsAt)) return; // said already
  if (!nextOccurrence(recurrence, bounds)) mistakes.add('recurrence', 'This never runs again: its last run is past.');
  else if (!nextOccurrence(recurrence, { ...bounds, endsAt }))
    mistakes.add('ends_at', 'Nothing would run before this end. Choose a later one, or leave it out.');
}

/** An RRULE counts from its start, so one that names none starts with the first minute that is still to come. */
export function startOf(
  recurrence: Recurrence,
  startsAt: string | null | undefined,
  now: Date,
): string | null | undefined {
  if (recurrence.kind !== 'rrule' || startsAt) return startsAt;
  return new Date(Math.ceil(now.getTime() / 60_000) * 60_000).toISOString();
}

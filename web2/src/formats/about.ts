import type { FormatFacts } from './format';

/** What a page or a sheet states of its rows, as names and texts for people. */
export function aboutLines(
  about: FormatFacts,
  timezone: string,
  rows: number,
  notes: string[],
): [label: string, text: string][] {
  const at = (instant: Date) => `${formatInstant(instant, timezone)} (${timezone})`;
  return [
    ['Report', about.reportTitle],
    ['Organisation', about.organizationName],
    ['Scheduled job', about.scheduleName],
    ['Scheduled for', at(about.scheduledFor)],
    ...(about.period ? [['Period', formatPeriod(about.period, timezone)] as [string, string]] : []),
    ['Filters', about.filters.join('\n') || 'None'],
    ['Rows', rowsText(rows, about.rowLimit)],
    ['Generated at', at(about.generatedAt)],
    ['Times are in', timezone],
    ...(notes.length > 0 ? [['Please note', notes.join('\n')] as [string, string]] : []),
  ];
}

export function rowsText(rows: number, limit: number | null): string {
  const count = rows.toLocaleString('en');
  return limit !== null && rows >= limit ? `${count}, the limit of this job: there may be more` : count;
}

/** `2 March 2026 at 09:00` */
export function formatInstant(instant: Date, timezone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: timezone }).format(
    instant,
  );
}

/** `2 March 2026 to 8 March 2026`; with times where it does not begin and end at midnight. */
export function formatPeriod({ start, end }: { start: Date; end: Date }, timezone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: timezone });
  if ([start, end].some((instant) => time.format(instant) !== '00:00')) {
    return `${formatInstant(start, timezone)} to ${formatInstant(end, timezone)}`;
  }
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: timezone });
  // The end is exclusive; people name the last day that counts.
  return [...new Set([day.format(start), day.format(end.getTime() - 1)])].join(' to ');
}

import { formatDay } from '@/components/format-time';

/** `Fri 24 Dec 2027`, or `Fri 24 Dec to Mon 3 Jan 2028`: civil dates, the same in every zone. */
export function formatDays(first: string, last: string): string {
  const [from, to] = [first, last].map((date) => new Date(`${date}T00:00:00Z`)) as [Date, Date];
  const end = formatDay(to, { zone: 'UTC' });
  if (first === last) return end;
  // The year stands once, where both have the same.
  const now = first.slice(0, 4) === last.slice(0, 4) ? from : undefined;
  return `${formatDay(from, { zone: 'UTC', now })} to ${end}`;
}

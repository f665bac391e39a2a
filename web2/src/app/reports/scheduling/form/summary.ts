import { formatCount } from '@/components/format';
import { formatDate, zoneCity } from '@/components/format-time';
import { DELIVERY_METHODS } from '@/delivery/catalogue';
import { FORMATS } from '@/formats/catalogue';
import type { FormValues } from './values';

const MAX_NAME = 120;

/** A name made from report and schedule: "Compliance summary, every Monday at 09:00". Empty until both are known. */
export function suggestedName(reportTitle: string | undefined, description: string | undefined): string {
  if (!reportTitle) return '';
  return (description ? `${reportTitle}, ${lowered(description)}` : reportTitle).slice(0, MAX_NAME);
}

/** The whole job as one sentence. */
export function summarySentence(
  { format, to, methods, timezone, starts_on, ends_on }: FormValues,
  { report, schedule }: { report: string | undefined; schedule: string | undefined },
): string {
  const people = methods.includes('email') ? `to ${formatCount(to.length, 'recipient')}` : '';
  const manners = methods.map((method) => DELIVERY_METHODS[method].manner);
  const day = (date: string) => formatDate(new Date(`${date}T00:00:00Z`), 'UTC');
  const zone = timezone === 'UTC' ? 'UTC' : `${zoneCity(timezone)} time`;
  const when = schedule ? `${lowered(schedule)} ${zone}` : '';
  return `${[
    [report ?? 'A report', 'as', FORMATS[format].label, [people, ...manners].filter(Boolean).join(' and ')]
      .filter(Boolean)
      .join(' '),
    when,
    starts_on && `from ${day(starts_on)}`,
    ends_on && `until ${day(ends_on)}`,
  ]
    .filter(Boolean)
    .join(', ')}.`;
}

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

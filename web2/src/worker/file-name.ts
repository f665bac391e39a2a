import { FORMATS } from '@/formats/catalogue';
import type { Definition } from '@/scheduled-exports/definition';

interface Named {
  definition: Definition;
  scheduledFor: Date;
  period: { start: Date; end: Date } | null;
}

/** `us-compliance-summary_2026-11-16_2026-11-22.csv`: the schedule's name, then its period's days, else the occurrence in the schedule's zone. */
export function fileName({ definition, scheduledFor, period }: Named): string {
  const local = (instant: Date) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: definition.timezone, dateStyle: 'short', timeStyle: 'short' }).format(
      instant,
    );
  const day = (instant: Date) => local(instant).slice(0, 10);
  // The end is exclusive; people name the last day that counts.
  const when = period
    ? [...new Set([day(period.start), day(new Date(period.end.getTime() - 1))])].join('_')
    : local(scheduledFor).replace(' ', '_').replace(':', '');
  return `${slug(definition.name) || slug(definition.report_type) || 'export'}_${when}.${FORMATS[definition.format].extension}`;
}

/** Letters and digits of any script joined by hyphens: safe on every file system. */
function slug(text: string): string {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return [...words.join('-')].slice(0, 80).join('').replace(/-$/, '');
}

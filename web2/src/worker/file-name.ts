import { fileType } from '@/formats/compression';
import type { Definition } from '@/scheduled-exports/definition';
import { fillTemplate } from '@/scheduled-exports/file-name-template';
import { safeFileName } from './safe-file-name';

interface Named {
  definition: Definition;
  scheduledFor: Date;
  period: { start: Date; end: Date } | null;
  /** The number of the run among its schedule's, from 1. */
  runNumber: number;
}

/** The file that is sent, and the one inside it where it is a zip archive. Their extensions differ, their names do not. */
export function fileNames(named: Named): { file: string; inner: string } {
  const { definition } = named;
  const base = baseName(named);
  const extension = ({ compression }: Pick<Definition, 'compression'>) =>
    fileType({ format: definition.format, compression }).extension;
  return {
    file: safeFileName(base, extension(definition)),
    inner: safeFileName(base, extension({ compression: 'none' })),
  };
}

/** As the schedule's template says; else `us-compliance-summary_2026-11-16_2026-11-22`: its name, then the period's days or the occurrence in its zone. */
function baseName({ definition, scheduledFor, period, runNumber }: Named): string {
  const local = (instant: Date) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: definition.timezone, dateStyle: 'short', timeStyle: 'short' }).format(
      instant,
    );
  const day = (instant: Date) => local(instant).slice(0, 10);
  const date = day(scheduledFor);
  const time = local(scheduledFor).slice(11).replace(':', '');
  const first = period ? day(period.start) : date;
  // The end is exclusive; people name the last day that counts.
  const last = period ? day(new Date(period.end.getTime() - 1)) : date;
  if (definition.file_name_template !== null) {
    return fillTemplate(definition.file_name_template, {
      ...{ date, time, period_start: first, period_end: last, n: String(runNumber) },
      report: definition.report_title || definition.report_type,
      schedule: definition.name,
    });
  }
  const when = period ? [...new Set([first, last])].join('_') : `${date}_${time}`;
  return `${slug(definition.name) || slug(definition.report_type) || 'export'}_${when}`;
}

/** Letters and digits of any script joined by hyphens. */
function slug(text: string): string {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return [...words.join('-')].slice(0, 80).join('').replace(/-$/, '');
}

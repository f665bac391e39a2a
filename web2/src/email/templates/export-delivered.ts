import { type Block, type RenderedMail, renderMail } from './layout';
import { city, count, dayOf, duration, moment, type Period, periodDays, periodWords, rows, size } from './words';

/** Stored values only, so that every attempt renders the same mail. */
export interface ExportDelivered {
  run: {
    organization_name: string;
    schedule_name: string;
    report_title: string;
    owner_name: string | null;
    scheduled_for: Date;
    /** How long after `scheduled_for` it started; null when it was on time. */
    late_seconds: number | null;
    period: Period | null;
    timezone: string;
    /** Without its zone, such as `Every Monday at 09:00`. */
    recurrence_description: string;
    /** schedule, manual, replay or test. */
    trigger: string;
    missed_count: number;
  };
  file: {
    name: string;
    format_label: string;
    /** Opens by a password only, which no mail holds. */
    is_protected: boolean;
    row_count: number;
    byte_size: number;
    /** Sentences on what it does not hold as the report has it. */
    notes: string[];
  };
  /** Null when the file is attached; else a link to it, which works until then for whoever has it. */
  link: { url: string; expires_at: Date } | null;
  /** The run's page in the app. */
  runUrl: string;
}

/** The mail that brings one file to one recipient. */
export function renderExportDelivered(mail: ExportDelivered): RenderedMail {
  const { run, file, link } = mail;
  const attached = link === null;
  const quantity = [rows(file.row_count), file.format_label, size(file.byte_size)];
  const blocks: Block[] = [
    { kind: 'heading', text: run.schedule_name },
    {
      kind: 'paragraph',
      tone: 'normal',
      lines: [covered(mail), `${sentence(quantity.join(' · '))}, ${attached ? 'attached' : 'a link'}`, file.name],
    },
    ...notices(mail).map((line): Block => ({ kind: 'paragraph', tone: 'notice', lines: [line] })),
    ...(link ? linkBlocks(link, run.timezone) : []),
    note([sentFor(run), stopping(run)]),
    { kind: 'link', label: 'Open in Scheduled Exports', url: mail.runUrl },
  ];
  const preheader = sentence(`${quantity.join(', ')}${attached ? ' attached' : ' as a link'}`);
  return renderMail({ subject: subject(run), preheader, blocks });
}

function subject({ schedule_name, trigger, period, timezone, scheduled_for, late_seconds }: ExportDelivered['run']) {
  if (trigger === 'test') return `Test: ${schedule_name}`;
  const when = period ? periodDays(period, timezone, 'short') : dayOf(scheduled_for, timezone);
  return `${schedule_name}, ${when}${late_seconds === null ? '' : ` (${duration(late_seconds)} late)`}`;
}

function covered({ run: { period, timezone, scheduled_for } }: ExportDelivered): string {
  if (!period) return `As of ${moment(scheduled_for, timezone)}`;
  return `${periodDays(period, timezone, 'long')} (${periodWords(period.name)}, ${city(timezone)})`;
}

/** What a reader must not miss: what the file does not hold, and why it comes late. */
function notices({ run, file }: ExportDelivered): string[] {
  const lines: string[] = [];
  if (file.is_protected)
    lines.push(`The file is protected by a password. ${passwordHolder(run)} has it; no mail brings it.`);
  lines.push(...file.notes);
  if (run.late_seconds !== null) {
    const due = moment(run.scheduled_for, run.timezone);
    const contents = run.period ? 'The period is the one that was due.' : 'The rows are those of when it ran.';
    lines.push(
      `Ran ${duration(run.late_seconds)} late: due ${due}, when Scheduled Exports was busy or not running. ${contents}`,
    );
  }
  if (run.missed_count === 1) lines.push('1 earlier run was missed; this one stands for it.');
  if (run.missed_count > 1)
    lines.push(`${count(run.missed_count)} earlier runs were missed; this one stands for them.`);
  return lines;
}

function passwordHolder({ owner_name, organization_name }: ExportDelivered['run']): string {
  return owner_name ?? `Whoever set up the job at ${organization_name}`;
}

function linkBlocks({ url, expires_at }: NonNullable<ExportDelivered['link']>, timezone: string): Block[] {
  const terms = `Too large to attach. The link works until ${dayOf(expires_at, timezone)}, for anyone who has it.`;
  return [{ kind: 'button', label: 'Download the file', url }, note([terms])];
}

function sentFor(run: ExportDelivered['run']): string {
  const { recurrence_description: often, timezone, trigger } = run;
  const zone = city(timezone) === 'UTC' ? 'UTC' : `${city(timezone)} time`;
  const how: Record<string, string> = {
    schedule: `sent ${often.charAt(0).toLowerCase()}${often.slice(1)}, ${zone},`,
    replay: 'sent again by hand',
    test: 'a test, sent by hand',
  };
  return `Report “${run.report_title}”, ${how[trigger] ?? 'sent by hand'} for ${ownerOf(run)}.`;
}

function stopping(run: ExportDelivered['run']): string {
  return `To stop these mails, ask ${run.owner_name ?? 'its admins'}.`;
}

function ownerOf({ owner_name, organization_name }: ExportDelivered['run']): string {
  return owner_name ? `${owner_name} at ${organization_name}` : organization_name;
}

function note(lines: string[]): Block {
  return { kind: 'paragraph', tone: 'muted', lines };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

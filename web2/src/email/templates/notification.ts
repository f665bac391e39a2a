import { type Block, type RenderedMail, renderMail } from './layout';

/** A stored notification with what names its job. */
export interface NotificationMail {
  /** Id of an event in the notification catalogue. */
  event: string;
  title: string;
  body: string;
  schedule_name: string;
  organization_name: string;
  run_id: string | null;
  scheduled_export_id: string | null;
  /** Of the run, for whoever is asked for help. */
  error_code: string | null;
  appUrl: string;
}

interface Wording {
  subject: string;
  button: string;
  /** Where the way out is: the run, or the job's form. */
  opens: 'run' | 'job';
}

const WORDING: Record<string, Wording> = {
  first_failure: { subject: 'Failed', button: 'Fix and retry', opens: 'run' },
  run_failed: { subject: 'Failed again', button: 'Fix and retry', opens: 'run' },
  requested_run_failed: { subject: 'Failed', button: 'Open the run', opens: 'run' },
  partly_delivered: { subject: 'Partly delivered', button: 'See who did not get it', opens: 'run' },
  schedule_stopped: { subject: 'Stopped after 5 failures', button: 'Fix and resume', opens: 'job' },
  schedule_recovered: { subject: 'Working again', button: 'Open the run', opens: 'run' },
  run_delivered: { subject: 'Delivered', button: 'Open the run', opens: 'run' },
};

/** The mail that tells a person what happened to a job. Its sentences are those of the inbox. */
export function renderNotification(mail: NotificationMail): RenderedMail {
  const wording = Object.hasOwn(WORDING, mail.event) ? WORDING[mail.event] : undefined;
  const lines = mail.body.split('\n').filter((line) => line.trim() !== '');
  const reference = [mail.error_code, mail.run_id && `run ${mail.run_id}`].filter(Boolean).join(' · ');
  const blocks: Block[] = [
    { kind: 'heading', text: mail.title },
    ...(lines.length > 0 ? [{ kind: 'paragraph', tone: 'normal', lines } satisfies Block] : []),
    { kind: 'button', label: wording?.button ?? 'Open Scheduled Exports', url: target(mail, wording) },
    ...(reference ? [{ kind: 'paragraph', tone: 'muted', lines: [reference] } satisfies Block] : []),
    {
      kind: 'paragraph',
      tone: 'muted',
      lines: [`About the job “${mail.schedule_name}” at ${mail.organization_name}.`],
    },
    { kind: 'link', label: 'Change what you are told', url: page(mail.appUrl, 'notifications') },
  ];
  const subject = wording ? `${subjectWord(mail, wording)}: ${mail.schedule_name}` : mail.title;
  return renderMail({ subject, preheader: lines.join(' ') || mail.title, blocks });
}

/** A job may be stopped before it made a run: then there were no failures. */
function subjectWord({ event, run_id }: NotificationMail, { subject }: Wording): string {
  return event === 'schedule_stopped' && run_id === null ? 'Stopped' : subject;
}

function target(mail: NotificationMail, wording: Wording | undefined): string {
  if (wording?.opens === 'job' && mail.scheduled_export_id) {
    return page(mail.appUrl, `?edit=${encodeURIComponent(mail.scheduled_export_id)}`);
  }
  return page(mail.appUrl, mail.run_id ? `runs/${encodeURIComponent(mail.run_id)}` : '');
}

function page(appUrl: string, path: string): string {
  const base = `${appUrl.replace(/\/+$/, '')}/reports/scheduling`;
  if (path === '' || path.startsWith('?')) return base + path;
  return `${base}/${path}`;
}

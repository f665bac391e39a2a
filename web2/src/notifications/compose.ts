import type { NotificationEvent } from './catalogue';

/** What is known of a run when its owner is told of it. */
export interface Outcome {
  name: string;
  timezone: string;
  scheduled_for: Date;
  error_message: string | null;
  row_count: number | null;
  deliveries_total: number;
  deliveries_sent: number;
  schedule_status: string;
}

/** The sentences of an event, for inbox and mail alike: what happened, why, what to do. */
export function composeNotification(event: NotificationEvent, outcome: Outcome): { title: string; body: string } {
  const name = `“${outcome.name}”`;
  const due = `Due ${dueAt(outcome)}.`;
  const why = outcome.error_message ?? '';
  switch (event) {
    case 'first_failure':
      return { title: `${name} was not sent`, body: sentences(due, why) };
    case 'run_failed':
      return { title: `${name} failed again`, body: sentences(due, why) };
    case 'requested_run_failed':
      return { title: `${name} could not be run`, body: sentences('You asked for it.', why) };
    case 'schedule_stopped':
      return {
        title: `${name} was stopped after 5 failures`,
        body: sentences(due, why, 'It stays stopped until you resume it.'),
      };
    case 'schedule_recovered':
      if (outcome.schedule_status === 'active')
        return { title: `${name} is working again`, body: sentences(due, 'It was delivered.') };
      return {
        title: `${name} was delivered after all`,
        body: sentences(due, outcome.schedule_status === 'failed' ? 'It stays stopped until you resume it.' : ''),
      };
    case 'partly_delivered':
      return {
        title: `${name} reached ${outcome.deliveries_sent} of ${outcome.deliveries_total}`,
        body: sentences(due, why),
      };
    case 'run_delivered':
      return { title: `${name} was delivered`, body: sentences(due, rows(outcome.row_count)) };
  }
}

/** The same of a schedule that was stopped before it could make a run. @param why whole sentences */
export function composeStopped(name: string, why: string): { title: string; body: string } {
  return { title: `“${name}” was stopped`, body: sentences(why, 'Edit it, then resume it.') };
}

function sentences(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function dueAt({ scheduled_for, timezone }: Outcome): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{
      timeZone: timezone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    },
  });
  return `${format.format(scheduled_for)} ${timezone.split('/').at(-1)?.replaceAll('_', ' ')}`;
}

function rows(count: number | null): string {
  if (count === null) return '';
  return count === 1 ? '1 row.' : `${count.toLocaleString('en-US')} rows.`;
}

import { formatCount, formatDuration, formatNumber } from '@/components/format';
import { formatWhen } from '@/components/format-time';
import type { ExportRun } from '@/export-runs/schema';
import type { ScheduledExport } from '@/scheduled-exports/schema';

/** What happened, in words: whole sentences that stand alone. */

const SKIPPED: Record<string, string> = {
  empty: 'The report was empty',
  unchanged: 'The report had not changed',
  missed: 'The time passed while nothing could run',
  superseded: 'The next run was due before this one began',
  merged: 'Another run was already moved to the same day',
  holiday: 'It fell on a holiday',
};

const CANCELLED: Record<string, string> = {
  paused: 'The job was paused.',
  deleted: 'The job was deleted.',
  stopped: 'The job was stopped after failures.',
};

const STOPPED: Record<string, string> = {
  too_many_failures: 'It failed 5 times in a row.',
  invalid_recurrence: 'Its schedule cannot be read any more.',
  interval_too_short: 'It runs more often than is allowed here. Edit when it runs, then resume it.',
  invalid_definition: 'Its settings cannot be run any more.',
  owner_left: 'Its owner left the organisation.',
  no_further_occurrence: 'There is no further run.',
};

/** Why a job does not run, if there is more to say than its status does. */
export function stoppedSentence({ status_reason, last_run }: ScheduledExport): string | null {
  if (!status_reason) return null;
  const why = status_reason === 'too_many_failures' ? last_run?.error_message : null;
  return [STOPPED[status_reason] ?? `Reason: ${status_reason}.`, why].filter(Boolean).join(' ');
}

/** A few words on why a run was skipped, for under its badge. */
export const skippedReason = (reason: string | null, holiday?: string | null): string => {
  if (reason === 'holiday' && holiday) return `It fell on ${holiday}`;
  return (reason && SKIPPED[reason]) || 'Nothing was sent';
};

/** "12 m", "2 h 10 m": a lateness, where seconds say nothing. */
export const lateBy = (seconds: number): string =>
  seconds < 3600 ? `${Math.floor(seconds / 60)}\u00a0m` : formatDuration(seconds * 1000);

/** How many of a run's deliveries arrived: "4 of 5"; null while there are none. */
export function deliveredOf(run: ExportRun): string | null {
  if (!run.deliveries.length) return null;
  return `${formatNumber(sentCount(run))} of ${formatNumber(run.deliveries.length)}`;
}

/** What a row of the history says beside the status: who asked for it by hand, and what it stands for. */
export function rowNote(run: ExportRun): string | null {
  return [askedBy(run), run.status === 'skipped' ? '' : missedSentence(run)].filter(Boolean).join('. ') || null;
}

function askedBy({ trigger, requested_by_name, retried_at, retried_by_name }: ExportRun): string {
  const by = (word: string, name: string | null) => (name ? `${word} by ${name}` : word);
  if (retried_at) return by('Tried again', retried_by_name);
  if (trigger === 'schedule') return '';
  return by({ manual: 'Run by hand', replay: 'Replayed', test: 'Test' }[trigger], requested_by_name);
}

/** What a cancellation meant for others. */
export function cancelledSentence(run: ExportRun): string {
  const sent = sentCount(run);
  const others = sent ? `${sent} of ${run.deliveries.length} were already sent.` : 'Nobody was mailed.';
  return `“${run.name}” ${run.stopping ? 'stops in a moment' : 'cancelled'}. ${others}`;
}

/** Deliveries that did not arrive. */
export const unsentCount = ({ deliveries }: ExportRun): number =>
  deliveries.filter(({ status }) => ['failed', 'bounced', 'cancelled'].includes(status)).length;

/** What became of a run, what it means for others, and what happens next: one to four sentences. */
export function runSentence(run: ExportRun): string {
  return [lateSentence(run), outcome(run), missedSentence(run)].filter(Boolean).join(' ');
}

function outcome(run: ExportRun): string {
  const total = run.deliveries.length;
  const sent = sentCount(run);
  if (run.stopping) {
    return sent || total
      ? `It is being cancelled: what began to be sent completes. ${sent} of ${total} were already sent.`
      : 'It is being cancelled, and stops in a moment. Nothing was sent.';
  }
  switch (run.status) {
    case 'waiting':
    case 'queued':
      if (run.error_message) return `Try ${run.attempt} failed: ${run.error_message} It is tried again.`;
      return movedSentence(run) || 'It waits for its turn.';
    case 'running':
      return run.progress_rows ? `${formatCount(run.progress_rows, 'row')} so far.` : 'The report is being read.';
    case 'delivering':
      return `${rowsSentence(run)} ${formatNumber(sent)} of ${formatNumber(total)} sent so far.`.trim();
    case 'succeeded':
      return deliveredSentence(run);
    case 'partially_delivered':
      return partlySentence(run);
    case 'failed':
      return `${run.error_message ?? 'The run failed.'} ${total ? 'Nobody got the file.' : 'No file was made.'}`;
    case 'skipped':
      return `${skippedReason(run.reason, run.holiday)}, so nothing was sent.`;
    case 'cancelled':
      return `${CANCELLED[run.reason ?? ''] ?? 'Cancelled.'} ${sent ? `${sent} of ${total} were already sent.` : 'Nothing was sent.'}`;
  }
}

function movedSentence({ holiday, moved_to, timezone: zone }: ExportRun): string {
  return moved_to
    ? `It fell on ${holiday ?? 'a holiday'} and runs on ${formatWhen(new Date(moved_to), { zone })}.`
    : '';
}

function rowsSentence({ file }: ExportRun): string {
  return file ? `${formatCount(file.row_count, 'row')}.` : '';
}

function deliveredSentence(run: ExportRun): string {
  const mails = run.deliveries.filter(({ method }) => method !== 'download').length;
  const kept = run.deliveries.some(({ method }) => method === 'download');
  const rows = run.file ? formatCount(run.file.row_count, 'row') : 'The file';
  const one = run.file?.row_count === 1 || !run.file;
  if (run.file?.status === 'removed' && !mails) return `${rows} ${one ? 'was' : 'were'} ready to download.`;
  if (!mails) return `${rows} ${one ? 'is' : 'are'} ready to download.`;
  const ready = kept && run.file?.status !== 'removed' ? ', and the file is ready to download' : '';
  return `${rows} went to ${formatCount(mails, 'recipient')}${ready}.`;
}

function partlySentence(run: ExportRun): string {
  const missed = run.deliveries.filter(({ status }) => status !== 'sent');
  const [first] = missed;
  if (!first) return rowsSentence(run);
  const who = missed.length === 1 ? first.label : `${first.label} and ${formatCount(missed.length - 1, 'other')}`;
  const why = missed.length === 1 && first.error_message ? ` ${first.error_message}` : '';
  const sent = sentCount(run);
  return `${who} did not get it.${why} The other ${sent === 1 ? 'one' : formatNumber(sent)} did.`;
}

function lateSentence({ late_seconds }: ExportRun): string {
  return late_seconds === null ? '' : `It ran ${lateBy(late_seconds)} late.`;
}

function missedSentence({ missed_count, status }: ExportRun): string {
  const earlier = status === 'skipped' ? missed_count - 1 : missed_count;
  return earlier > 0 ? `${formatCount(earlier, 'earlier run')} ${earlier === 1 ? 'was' : 'were'} missed.` : '';
}

const sentCount = ({ deliveries }: ExportRun) => deliveries.filter(({ status }) => status === 'sent').length;

// Server only: cron-parser, Temporal and RRULE cost about 100 KB in a browser; the preview endpoint serves it instead.
import { wallTime } from './civil';
import { IntervalTooShortError, RecurrenceError } from './errors';
import { nextOccurrence } from './occurrences';
import { type CronRule, parseCron } from './parse-cron';
import { parseRrule, type RruleRule } from './parse-rrule';
import { rruleWalls } from './rrule-walk';
import { shortestInterval } from './shortest-interval';
import { isTimezone } from './timezone';

/** A recurrence that is known to be valid; `text` is what to store: trimmed, an RRULE in capitals with its prefix. */
export type Recurrence =
  | { readonly kind: 'cron'; readonly text: string; readonly rule: CronRule }
  | { readonly kind: 'rrule'; readonly text: string; readonly rule: RruleRule };

/** As the database holds it. */
const LONGEST = 500;

/** Planning reads the same few texts again and again. */
const parsed = new Map<string, Recurrence>();
const MOST_PARSED = 2000;

/**
 * Reads a five-field cron expression, a nickname such as @daily, or one RRULE line.
 * Throws RecurrenceError when it is wrong or no date ever fits it.
 */
export function parseRecurrence(text: string): Recurrence {
  const known = parsed.get(text);
  if (known) return known;
  if (text.length > LONGEST) throw new RecurrenceError(`A schedule has at most ${LONGEST} characters.`);
  // As some crontabs begin.
  if (/^\s*(CRON_)?TZ=/i.test(text))
    throw new RecurrenceError('The time zone is no part of a cron expression: set it beside the schedule.');
  const recurrence = /[=:]/.test(text)
    ? readRrule(text)
    : ({ kind: 'cron', text: text.trim(), rule: parseCron(text) } as const);
  const [oldest] = parsed.keys();
  if (parsed.size >= MOST_PARSED && oldest !== undefined) parsed.delete(oldest);
  parsed.set(text, recurrence);
  return recurrence;
}

export type ValidateOptions = {
  /** IANA name. */
  timezone: string;
  /** Occurrences may not be closer on the wall clock than this, 1 by default. */
  minimumIntervalMinutes?: number;
  /** With it, an RRULE that never fires from this start is refused. */
  startsAt?: Date | null;
};

/** parseRecurrence for what a person is about to save. Throws RecurrenceError saying what to change. */
export function validateRecurrence(text: string, options: ValidateOptions): Recurrence {
  const { timezone, minimumIntervalMinutes = 1, startsAt } = options;
  const recurrence = parseRecurrence(text);
  if (!isTimezone(timezone)) throw new RecurrenceError(`“${timezone}” is not a time zone.`);
  if (recurrence.kind === 'rrule' && startsAt) {
    const after = new Date(startsAt.getTime() - 1);
    if (!nextOccurrence(recurrence, { timezone, after, startsAt }))
      throw new RecurrenceError('This never runs from its start.');
  }
  checkInterval(recurrence, minimumIntervalMinutes);
  return recurrence;
}

/** Throws IntervalTooShortError when two occurrences are closer on the wall clock than this many minutes. */
export function checkInterval(recurrence: Recurrence, minimumMinutes: number): void {
  if (minimumMinutes > 1 && shortestInterval(recurrence) < minimumMinutes)
    throw new IntervalTooShortError(minimumMinutes);
}

function readRrule(text: string): Recurrence {
  const rule = parseRrule(text);
  // From the first of a month and without an interval: what finds nothing here finds nothing from any start.
  const anywhere = rruleWalls({ ...rule, interval: 1, count: null }, wallTime(2000, 1, 1), null);
  if (anywhere(wallTime(2000, 1, 1)) === null)
    throw new RecurrenceError('This never runs: no date fits every part of the rule.');
  const line = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:|;$/g, '');
  return { kind: 'rrule', text: `RRULE:${line}`, rule };
}

// Server only: cron-parser, Temporal and RRULE cost about 100 KB in a browser; the preview endpoint serves it instead.
import { RecurrenceError } from './errors';
import { type CronRule, parseCron } from './parse-cron';
import { shortestInterval } from './shortest-interval';
import { isTimezone } from './timezone';

/** A recurrence that is known to be valid; `text` is what was written, trimmed. */
export type Recurrence = { readonly kind: 'cron'; readonly text: string; readonly rule: CronRule };

/** Planning reads the same few texts again and again. */
const parsed = new Map<string, Recurrence>();
const MOST_PARSED = 2000;

/** Reads a five-field cron expression or a nickname. Throws RecurrenceError when it is wrong or can never fire. */
export function parseRecurrence(text: string): Recurrence {
  const known = parsed.get(text);
  if (known) return known;
  const recurrence: Recurrence = { kind: 'cron', text: text.trim(), rule: parseCron(text) };
  if (parsed.size >= MOST_PARSED) parsed.delete(parsed.keys().next().value ?? '');
  parsed.set(text, recurrence);
  return recurrence;
}

/**
 * parseRecurrence for what a person is about to save: also checks the IANA zone and that two occurrences are never
 * closer on the wall clock than `minimumIntervalMinutes` (1 by default).
 */
export function validateRecurrence(
  text: string,
  { timezone, minimumIntervalMinutes = 1 }: { timezone: string; minimumIntervalMinutes?: number },
): Recurrence {
  const recurrence = parseRecurrence(text);
  if (!isTimezone(timezone)) throw new RecurrenceError(`“${timezone}” is not a time zone.`);
  if (minimumIntervalMinutes > 1 && shortestInterval(recurrence.rule) < minimumIntervalMinutes)
    throw new RecurrenceError(`The shortest interval here is ${minimumIntervalMinutes} minutes.`);
  return recurrence;
}

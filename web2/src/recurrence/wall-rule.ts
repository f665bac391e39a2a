import { MINUTE } from './civil';
import { nextCronWall } from './cron-walk';
import { RecurrenceError } from './errors';
import type { Recurrence } from './recurrence';
import { rruleWalls } from './rrule-walk';
import { segmentAt, wallAt } from './wall-time';

/** A recurrence as wall times, before a zone's clock turns them into instants. */
export type WallRule = {
  /** The first matching wall time (milliseconds, see civil.ts) at or after `from`, null when there is none. */
  next(from: number): number | null;
  /** Whether a wall time that happens twice runs twice. */
  readonly repeats: boolean;
};

/** Building an RRULE's walk costs ten times as much as using it once. */
const walks = new Map<string, WallRule>();
const MOST_WALKS = 1000;

/** The wall times of a recurrence. An RRULE counts from `startsAt` and throws RecurrenceError without one. */
export function wallRule(recurrence: Recurrence, timezone: string, startsAt: Date | null): WallRule {
  if (recurrence.kind === 'cron') {
    const { rule } = recurrence;
    return { next: (from) => nextCronWall(rule, from), repeats: rule.repeats };
  }
  if (!startsAt) throw new RecurrenceError('An RRULE needs a start to count from.');
  const key = `${timezone} ${startsAt.getTime()} ${recurrence.text}`;
  const known = walks.get(key);
  if (known) return known;

  const { until } = recurrence.rule;
  const last = until?.isInstant ? wallAt(timezone, until.at) : (until?.at ?? null);
  const walk = { next: rruleWalls(recurrence.rule, startWall(timezone, startsAt), last), repeats: false };
  const [oldest] = walks.keys();
  if (walks.size >= MOST_WALKS && oldest !== undefined) walks.delete(oldest);
  walks.set(key, walk);
  return walk;
}

/**
 * The wall time, a whole minute, from which an RRULE counts and takes what it does not say itself: a start in the second pass of a
 * repeated hour begins after it.
 */
export function startWall(timezone: string, startsAt: Date): number {
  const { start, offset, previousOffset } = segmentAt(timezone, startsAt.getTime());
  return Math.ceil(Math.max(startsAt.getTime() + offset, start + previousOffset) / MINUTE) * MINUTE;
}

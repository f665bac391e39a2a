import { nextCronWall } from './cron-walk';
import type { Recurrence } from './recurrence';

/** A recurrence as wall times, before a zone's clock turns them into instants. */
export type WallRule = {
  /** The first matching wall time (milliseconds, see civil.ts) at or after `from`, null when there is none. */
  next(from: number): number | null;
  /** Whether a wall time that happens twice runs twice. */
  readonly repeats: boolean;
};

/** The wall times of a recurrence. */
export function wallRule(recurrence: Recurrence, _timezone: string, _startsAt: Date | null): WallRule {
  const { rule } = recurrence;
  return { next: (from) => nextCronWall(rule, from), repeats: rule.repeats };
}

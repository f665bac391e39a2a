import { DAY } from './civil';
import type { Recurrence } from './recurrence';
import { type WallRule, wallRule } from './wall-rule';
import { segmentAt } from './wall-time';

export type OccurrenceOptions = {
  /** IANA zone in which the recurrence is read. */
  timezone: string;
  /** Excluded. */
  after: Date;
  /** Included. */
  until?: Date;
  /** No occurrence before it; an RRULE counts from it. */
  startsAt?: Date | null;
  /** No occurrence after it. */
  endsAt?: Date | null;
  /** At most this many. */
  limit: number;
};

/** The occurrences after `after`, in order and each once. Throws RecurrenceError for an unknown zone. */
export function occurrences(recurrence: Recurrence, options: OccurrenceOptions): Date[] {
  const { timezone, startsAt, endsAt, limit } = options;
  const after = Math.max(options.after.getTime(), startsAt ? startsAt.getTime() - 1 : Number.NEGATIVE_INFINITY);
  const until = Math.min(options.until?.getTime() ?? Infinity, endsAt?.getTime() ?? Infinity);
  const found: Date[] = [];
  if (limit < 1) return found;
  for (const instant of instants(wallRule(recurrence, timezone, startsAt ?? null), timezone, after, until)) {
    found.push(new Date(instant));
    if (found.length >= limit) break;
  }
  return found;
}

/** The first occurrence after `after`, null when there is none. */
export function nextOccurrence(recurrence: Recurrence, options: Omit<OccurrenceOptions, 'limit'>): Date | null {
  return occurrences(recurrence, { ...options, limit: 1 })[0] ?? null;
}

/**
 * Walks the zone's even stretches and the rule's wall times side by side. A matched wall time in a gap shorter than
 * a day becomes the first instant after it, all of one gap together; in a longer one (a skipped calendar day) none.
 * A wall time that happens twice counts twice only when the rule repeats.
 */
function* instants(rule: WallRule, timezone: string, after: number, until: number): Generator<number> {
  let segment = segmentAt(timezone, after);
  let from = after + segment.offset + 1;
  if (!rule.repeats) from = Math.max(from, segment.start + segment.previousOffset);
  while (segment.start <= until) {
    const wall = rule.next(from);
    if (wall === null) return;
    if (wall < segment.end + segment.offset) {
      if (wall - segment.offset > until) return;
      yield wall - segment.offset;
      from = wall + 1;
      continue;
    }
    const next = segmentAt(timezone, segment.end);
    const closes = segment.end + segment.offset;
    const opens = next.start + next.offset;
    if (wall < opens && opens - closes < DAY) {
      if (next.start > until) return;
      yield next.start;
      from = opens + 1;
    } else from = rule.repeats && opens < closes ? opens : Math.max(wall, opens);
    segment = next;
  }
}

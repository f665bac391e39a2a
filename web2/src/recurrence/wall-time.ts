import { Temporal } from 'temporal-polyfill';
import { RecurrenceError } from './errors';

/**
 * A stretch of time in which a zone's clock runs evenly. `start` and `end` are instants (epoch milliseconds,
 * the end is excluded); wall time is instant plus `offset`, and just before `start` it was instant plus `previousOffset`.
 */
export type Segment = {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  readonly previousOffset: number;
};

/** Asking a zone for its clock changes costs about 50 microseconds, so they are kept, sorted by start. */
const segments = new Map<string, Segment[]>();
const MOST_ZONES = 700;
const MOST_SEGMENTS = 1000;
/** No zone was ever further than this from UTC. */
const WIDEST_OFFSET = 26 * 3_600_000;

/** The even stretch of `timezone` (an IANA name) that holds the instant `at`. Throws RecurrenceError for an unknown zone. */
export function segmentAt(timezone: string, at: number): Segment {
  const known = segments.get(timezone) ?? [];
  let low = 0;
  let high = known.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((known[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const candidate = known[low - 1];
  if (candidate && at < candidate.end) return candidate;

  const found = measure(timezone, at);
  if (known.length >= MOST_SEGMENTS) known.length = low = 0;
  if (segments.size >= MOST_ZONES && !segments.has(timezone)) segments.clear();
  known.splice(low, 0, found);
  segments.set(timezone, known);
  return found;
}

function measure(timezone: string, at: number): Segment {
  const here = zoned(timezone, at);
  const offset = offsetOf(here);
  // One millisecond on, because a transition at this very instant belongs to this stretch.
  const previous = zoned(timezone, at + 1).getTimeZoneTransition('previous');
  const next = here.getTimeZoneTransition('next');
  return {
    start: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    end: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset,
    previousOffset: previous ? offsetOf(zoned(timezone, previous.epochMilliseconds - 1)) : offset,
  };
}

function zoned(timezone: string, at: number): Temporal.ZonedDateTime {
  try {
    return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  } catch (cause) {
    if (Number.isNaN(at)) throw cause;
    throw new RecurrenceError(`“${timezone}” is not a time zone.`);
  }
}

function offsetOf(at: Temporal.ZonedDateTime): number {
  return at.offsetNanoseconds / 1e6;
}

/** What the clocks of `timezone` show at an instant, both in milliseconds. */
export function wallAt(timezone: string, at: number): number {
  return at + segmentAt(timezone, at).offset;
}

/**
 * The instant of a wall time: the earlier one when it happens twice, and when a gap skips it the first
 * instant after the gap, however long the gap is.
 */
export function instantOf(timezone: string, wall: number): number {
  let segment = segmentAt(timezone, wall - WIDEST_OFFSET);
  while (segment.end + segment.offset <= wall) segment = segmentAt(timezone, segment.end);
  return Math.max(wall - segment.offset, segment.start);
}

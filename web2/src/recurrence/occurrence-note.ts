import { DAY, dateOf, formatWall } from './civil';
import type { Recurrence } from './recurrence';
import { type WallRule, wallRule } from './wall-rule';
import { segmentAt } from './wall-time';
import { listWords, MONTH_NAMES } from './words';

export type NotedOccurrence = {
  timezone: string;
  at: Date;
  /** The occurrence before, or where the preview begins. */
  previous: Date;
  /** No occurrence follows. */
  last: boolean;
  startsAt: Date | null;
  endsAt: Date | null;
};

const MOST_NAMED = 3;

/** What is odd about an occurrence (a clock gap, a repeated hour, clocks that changed since, the end), null when nothing is. */
export function occurrenceNote(recurrence: Recurrence, noted: NotedOccurrence): string | null {
  const { timezone, at, previous, last, startsAt, endsAt } = noted;
  const rule = wallRule(recurrence, timezone, startsAt);
  const odd = gapNote(rule, timezone, at.getTime()) ?? repeatNote(rule, timezone, at.getTime());
  const change = clockChange(timezone, previous.getTime(), at.getTime());
  const end = last ? endNote(timezone, endsAt) : null;
  return [odd ?? change, end].filter(Boolean).join(' ') || null;
}

function gapNote(rule: WallRule, timezone: string, at: number): string | null {
  const { start, offset, previousOffset } = segmentAt(timezone, at);
  if (at !== start || offset <= previousOffset) return null;
  const opens = at + offset;
  if (rule.next(opens) === opens) return null;
  const missing: string[] = [];
  for (let wall = rule.next(at + previousOffset); wall !== null && wall < opens; wall = rule.next(wall + 1)) {
    missing.push(clock(wall));
    if (missing.length > MOST_NAMED) break;
  }
  if (!missing.length) return null;
  const some = missing.length > MOST_NAMED ? [`${missing[0]}`, 'later times'] : missing;
  return `${listWords(some)} ${some.length > 1 ? 'do' : 'does'} not exist that day: runs at ${clock(opens)}.`;
}

function repeatNote(rule: WallRule, timezone: string, at: number): string | null {
  const here = segmentAt(timezone, at);
  const wall = at + here.offset;
  const again = wall < here.start + here.previousOffset;
  const next = here.end < Number.POSITIVE_INFINITY ? segmentAt(timezone, here.end) : null;
  const willRepeat = next !== null && wall >= next.start + next.offset;
  if (!again && !willRepeat) return null;
  return `${clock(wall)} happens twice: runs ${rule.repeats ? 'both times' : 'once, the first time'}.`;
}

function clockChange(timezone: string, previous: number, at: number): string | null {
  const before = segmentAt(timezone, previous);
  const here = segmentAt(timezone, at);
  if (before.offset === here.offset) return null;
  let change = here;
  while (change.previousOffset === here.offset && change.start > previous)
    change = segmentAt(timezone, change.start - 1);
  const day = dateOf(change.start + change.offset);
  const year = day.year === dateOf(at + here.offset).year ? '' : ` ${day.year}`;
  return `Clocks change on ${dayText(change.start + change.offset)}${year}.`;
}

function endNote(timezone: string, endsAt: Date | null): string {
  if (!endsAt) return 'Last run.';
  return `Last run: the job ends on ${dayText(endsAt.getTime() + segmentAt(timezone, endsAt.getTime()).offset)}.`;
}

function dayText(wall: number): string {
  const { day, month } = dateOf(Math.floor(wall / DAY) * DAY);
  return `${day} ${(MONTH_NAMES[month - 1] ?? '').slice(0, 3)}`;
}

function clock(wall: number): string {
  return formatWall(wall).slice(11);
}

import { dayText } from '@/calendars/holiday-notes';
import { dayOf, type HolidayRule, holidayJudge } from '@/calendars/holiday-rule';
import { DAY, dateOf } from '@/recurrence/civil';
import { nextOccurrence } from '@/recurrence/occurrences';
import type { Recurrence } from '@/recurrence/recurrence';
import { instantOf, wallAt } from '@/recurrence/wall-time';

interface Upcoming {
  recurrence: Recurrence;
  startsAt: Date | null;
  endsAt: Date | null;
  /** The next occurrence by the recurrence alone. */
  occurrence: Date;
  /** Runs that are planned, and that a holiday moved. */
  moved: readonly MovedRun[];
}

export interface MovedRun {
  scheduledFor: Date;
  movedTo: Date;
  holiday: string | null;
}

export interface NextRun {
  /** Null when holidays leave nothing of the next two years. */
  at: Date | null;
  /** What holidays have to do with it, in a sentence; null when nothing. */
  note: string | null;
}

const HORIZON = 2 * 366 * DAY;
const MOST_NAMED = 2;

/** When a schedule really runs next: past the occurrences that holidays skip, or where they move the first to. */
export function nextRun({ recurrence, startsAt, endsAt, occurrence, moved }: Upcoming, rule: HolidayRule): NextRun {
  const { timezone } = rule;
  // Days of another year than the first that is named say so.
  const year = Math.min(...[occurrence, ...moved.map((run) => run.scheduledFor)].map((at) => yearOf(at, timezone)));
  const day = (at: Date, holiday: string | null) =>
    `${dayText(at, timezone, yearOf(at, timezone) !== year)} (${holiday ?? 'a holiday'})`;
  const judge = holidayJudge(
    rule,
    moved.map(({ movedTo }) => movedTo),
  );
  const skipped: string[] = [];
  const runs: NextRun[] = moved.map(({ scheduledFor, movedTo, holiday }) =>
    movedRun(movedTo, day(scheduledFor, holiday)),
  );
  const until = occurrence.getTime() + HORIZON;
  // Before the day that one moves to, a later one may be due: on a Saturday, say.
  for (let at: Date | null = occurrence; at && at.getTime() <= Math.min(until, ...runs.map(timeOf)); ) {
    const verdict = judge(at);
    if (!verdict) {
      runs.push({ at, note: skipped.length > 0 ? `Skips ${list(skipped)}.` : null });
      break;
    }
    if (verdict.outcome === 'moved' && verdict.movedTo) runs.push(movedRun(verdict.movedTo, day(at, verdict.holiday)));
    if (verdict.outcome === 'skipped') skipped.push(day(at, verdict.holiday));
    // What else is due that day meets the same holiday.
    const dayEnds = instantOf(timezone, (dayOf(at, timezone) + 1) * DAY) - 1;
    at = nextOccurrence(recurrence, { timezone, startsAt, endsAt, after: new Date(dayEnds) });
  }
  const [first] = runs.toSorted((a, b) => timeOf(a) - timeOf(b));
  return first ?? { at: null, note: `Holidays skip all of the next two years: ${list(skipped)}.` };
}

const movedRun = (at: Date, from: string): NextRun => ({ at, note: `Moved from ${from}.` });

const yearOf = (at: Date, timezone: string): number => dateOf(wallAt(timezone, at.getTime())).year;

const timeOf = ({ at }: NextRun): number => at?.getTime() ?? Number.POSITIVE_INFINITY;

function list(days: string[]): string {
  const more = days.length - MOST_NAMED;
  const named = more > 0 ? [...days.slice(0, MOST_NAMED), `${more} more`] : days;
  return new Intl.ListFormat('en-GB').format(named);
}

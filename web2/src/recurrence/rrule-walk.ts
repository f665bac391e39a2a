import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { DAY, MINUTE } from './civil';
import type { RruleRule } from './parse-rrule';
import { WEEKDAY_CODES } from './rrule-parts';
import { type DaysAndTimes, splitTimes } from './rrule-times';

/** The first wall time at or after `from`, null when there is none. */
type Walk = (from: number) => number | null;

/** How many days, weeks, months or years are tried before a rule counts as one that never fires. */
const MOST_PERIODS = { DAILY: 15_000, WEEKLY: 3000, MONTHLY: 1200, YEARLY: 400 } as const;
/** The last wall time that is ever answered. */
const LAST = Date.UTC(9999, 11, 31);

/**
 * The wall times of an RRULE that starts at the wall time `start`: a function that gives the first one at or after
 * `from`, null when there is none. rrule-temporal finds the days, where it would need milliseconds to choose among
 * several times of each.
 */
export function rruleWalls(rule: RruleRule, start: number, until: number | null): Walk {
  const first = Math.ceil(start / MINUTE) * MINUTE;
  const split = splitTimes(rule, first);
  return split ? timesWalk(split, first, until) : ruleWalk(rule, first, until);
}

/** Walks the days, and the times of each. */
function timesWalk({ days, times }: DaysAndTimes, first: number, until: number | null): Walk {
  const nextDay = ruleWalk({ ...days, count: null }, dayOf(first), until);
  let last = until ?? LAST;
  let { count } = days;
  const next = (from: number): number | null => {
    const earliest = Math.max(from, first);
    for (let day = nextDay(dayOf(earliest)); day !== null; day = nextDay(day + DAY)) {
      const midnight = day;
      const wall = times.map((time) => midnight + time * MINUTE).find((time) => time >= earliest);
      if (wall !== undefined) return wall <= last ? wall : null;
    }
    return null;
  };
  return (from) => {
    if (count !== null) {
      last = Math.min(last, lastOf(count, { first, times, nextDay }));
      count = null;
    }
    return next(from);
  };
}

/** The wall time of the last of `count` runs from `first` on. */
function lastOf(
  count: number,
  { first, times, nextDay }: { first: number; times: readonly number[]; nextDay: Walk },
): number {
  let left = count;
  for (let day = nextDay(dayOf(first)); day !== null; day = nextDay(day + DAY)) {
    const midnight = day;
    const walls = times.map((time) => midnight + time * MINUTE).filter((wall) => wall >= first);
    const last = walls[left - 1];
    if (last !== undefined) return last;
    left -= walls.length;
  }
  return LAST;
}

/** The wall times of a rule as rrule-temporal reads it, in UTC, where clocks never change. */
function ruleWalk(rule: RruleRule, start: number, until: number | null): Walk {
  const walls = new RRuleTemporal({
    dtstart: utc(start),
    freq: rule.frequency,
    interval: rule.interval,
    wkst: WEEKDAY_CODES[rule.weekStart] ?? 'MO',
    maxIterations: MOST_PERIODS[rule.frequency],
    ...(rule.count === null ? {} : { count: rule.count }),
    ...(until === null ? {} : { until: utc(until) }),
    ...(rule.weekdays
      ? { byDay: rule.weekdays.map(({ weekday, nth }) => `${nth ?? ''}${WEEKDAY_CODES[weekday]}`) }
      : {}),
    ...(rule.months ? { byMonth: [...rule.months] } : {}),
    ...(rule.monthDays ? { byMonthDay: [...rule.monthDays] } : {}),
    ...(rule.yearDays ? { byYearDay: [...rule.yearDays] } : {}),
    ...(rule.weekNumbers ? { byWeekNo: [...rule.weekNumbers] } : {}),
    ...(rule.positions ? { bySetPos: [...rule.positions] } : {}),
    ...(rule.hours ? { byHour: [...rule.hours] } : {}),
    ...(rule.minutes ? { byMinute: [...rule.minutes] } : {}),
  });
  return (from) => {
    if (from > LAST) return null;
    try {
      return walls.next(new Date(from), true)?.epochMilliseconds ?? null;
    } catch (error) {
      // Its way of saying that nothing matched within maxIterations.
      if (error instanceof Error && error.message.startsWith('Maximum iterations')) return null;
      throw error;
    }
  };
}

function dayOf(wall: number): number {
  return Math.floor(wall / DAY) * DAY;
}

function utc(wall: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC');
}

import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { MINUTE } from './civil';
import type { RruleRule } from './parse-rrule';
import { WEEKDAY_CODES } from './rrule-parts';

/** How many days, weeks, months or years are tried before a rule counts as one that never fires. */
const MOST_PERIODS = { DAILY: 15_000, WEEKLY: 3000, MONTHLY: 1200, YEARLY: 400 } as const;
/** The last wall time that is ever answered. */
const LAST = Date.UTC(9999, 11, 31);

/**
 * The wall times of an RRULE that starts at the wall time `start`: a function that gives the first one at or after
 * `from`, null when there is none. rrule-temporal reads the rule in UTC, where clocks never change.
 */
export function rruleWalls(rule: RruleRule, start: number, until: number | null): (from: number) => number | null {
  const dtstart = utc(Math.ceil(start / MINUTE) * MINUTE);
  const walls = new RRuleTemporal({
    dtstart,
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

function utc(wall: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC');
}

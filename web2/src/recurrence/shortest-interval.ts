import { daysInMonth, MINUTE, wallTime } from './civil';
import { matchingDays } from './cron-days';
import type { CronRule } from './parse-cron';
import type { RruleRule } from './parse-rrule';
import type { Recurrence } from './recurrence';
import { rruleWalls } from './rrule-walk';

const DAY_MINUTES = 1440;
/** Enough occurrences to meet every pair of neighbouring times, at most 100 a day. */
const RRULE_SAMPLE = 400;

/** Planning asks about the same few again and again. */
const known = new WeakMap<Recurrence, number>();

/** The fewest minutes between two occurrences on the wall clock; a day or more counts as a day. */
export function shortestInterval(recurrence: Recurrence): number {
  const minutes =
    known.get(recurrence) ?? (recurrence.kind === 'cron' ? ofCron(recurrence.rule) : ofRrule(recurrence.rule));
  known.set(recurrence, minutes);
  return minutes;
}

function ofCron(rule: CronRule): number {
  const times = rule.hours.flatMap((hour) => rule.minutes.map((minute) => hour * 60 + minute));
  const [first = 0] = times;
  const last = times.at(-1) ?? 0;
  let shortest = DAY_MINUTES;
  times.forEach((time, index) => {
    const previous = times[index - 1];
    if (previous !== undefined) shortest = Math.min(shortest, time - previous);
  });
  const overnight = first + DAY_MINUTES - last;
  return overnight < shortest && hasAdjacentDays(rule) ? overnight : shortest;
}

function hasAdjacentDays(rule: CronRule): boolean {
  let lastDayMatched = false;
  for (let index = 0; index < 400 * 12; index++) {
    const month = (index % 12) + 1;
    const year = 2000 + Math.floor(index / 12);
    const days = rule.months.includes(month) ? matchingDays(rule.days, year, month) : 0;
    if (days & (days << 1) || (lastDayMatched && days & 1)) return true;
    lastDayMatched = ((days >>> (daysInMonth(year, month) - 1)) & 1) === 1;
  }
  return false;
}

function ofRrule(rule: RruleRule): number {
  const next = rruleWalls({ ...rule, count: null }, wallTime(2000, 1, 1), null);
  let shortest = DAY_MINUTES;
  let previous = next(0);
  for (let index = 0; index < RRULE_SAMPLE && previous !== null; index++) {
    const wall = next(previous + 1);
    if (wall !== null) shortest = Math.min(shortest, (wall - previous) / MINUTE);
    previous = wall;
  }
  return shortest;
}

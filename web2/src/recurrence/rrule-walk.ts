import { DAY, dateOf, MINUTE, wallTime, weekdayOf } from './civil';
import type { RruleRule } from './parse-rrule';
import { fitsRrule, withDaysOfStart } from './rrule-days';

/** Periods in the calendar's round of 400 years: what fits none of as many in a row never fits, whatever the interval. */
const ROUND = { DAILY: 146_097, WEEKLY: 20_871, MONTHLY: 4800, YEARLY: 400 } as const;
/** The last wall time that is ever answered. */
const LAST = Date.UTC(9999, 11, 31);

/**
 * The wall times of an RRULE that starts at the wall time `start`, a whole minute: a function that gives the first one at or after
 * `from`, null when there is none. A period (day, week, month, year) is expanded by itself, so that any is found at once;
 * only COUNT needs those before, and there are at most 1,000 of them.
 */
export function rruleWalls(rule: RruleRule, start: number, until: number | null): (from: number) => number | null {
  const expand = remembered(expander(rule, start));
  const end = Math.min(until ?? LAST, LAST);

  const next = (from: number): number | null => {
    const wanted = Math.max(from, start);
    const begin = periodOf(rule, start, wanted);
    for (let period = begin; period <= begin + ROUND[rule.frequency]; period++) {
      if (startOf(rule, start, period) > end) return null;
      const found = expand(period).find((wall) => wall >= wanted);
      if (found !== undefined) return found <= end ? found : null;
    }
    return null;
  };
  return rule.count === null ? next : counted(next, rule.count);
}

/** The first `count` of a walk, found once. */
function counted(next: (from: number) => number | null, count: number): (from: number) => number | null {
  let all: number[] | null = null;
  const findAll = (): number[] => {
    const found: number[] = [];
    for (let wall = next(0); wall !== null && found.length < count; wall = next(wall + 1)) found.push(wall);
    return found;
  };
  return (from) => {
    all ??= findAll();
    return all.find((wall) => wall >= from) ?? null;
  };
}

/** The number of the last period that begins at or before a wall time, counted from that of the start. */
function periodOf({ frequency, interval, weekStart }: RruleRule, start: number, at: number): number {
  const since = (number: (wall: number) => number) => Math.floor((number(at) - number(start)) / interval);
  if (frequency === 'YEARLY') return since((wall) => dateOf(wall).year);
  if (frequency === 'MONTHLY') return since((wall) => dateOf(wall).year * 12 + dateOf(wall).month);
  if (frequency === 'WEEKLY') return since((wall) => weekOf(wall, weekStart) / (7 * DAY));
  return since((wall) => Math.floor(wall / DAY));
}

/** The first day of a period. */
function startOf({ frequency, interval, weekStart }: RruleRule, start: number, period: number): number {
  const steps = period * interval;
  const { year, month } = dateOf(start);
  if (frequency === 'YEARLY') return wallTime(year + steps, 1, 1);
  if (frequency === 'MONTHLY') return wallTime(year, month + steps, 1);
  if (frequency === 'WEEKLY') return weekOf(start, weekStart) + steps * 7 * DAY;
  return (Math.floor(start / DAY) + steps) * DAY;
}

function weekOf(wall: number, weekStart: number): number {
  return Math.floor(wall / DAY) * DAY - ((weekdayOf(wall) - weekStart + 7) % 7) * DAY;
}

/** Lists the wall times of a period in order, those before the start included: BYSETPOS counts them. */
function expander(rule: RruleRule, start: number): (period: number) => number[] {
  const days = withDaysOfStart(rule, start);
  const clock = new Date(start);
  const minutes = rule.minutes ?? [clock.getUTCMinutes()];
  const times = (rule.hours ?? [clock.getUTCHours()]).flatMap((hour) =>
    minutes.map((minute) => (hour * 60 + minute) * MINUTE),
  );
  const nextStart = { ...rule, interval: 1 };
  return (period) => {
    const from = startOf(rule, start, period);
    const until = startOf(nextStart, from, 1);
    const fitting: number[] = [];
    for (let day = from; day < until; day += DAY) if (fitsRrule(days, day)) fitting.push(day);
    const size = fitting.length * times.length;
    if (rule.positions?.every((position) => Math.abs(position) > size)) return [];
    const walls = fitting.flatMap((day) => times.map((time) => day + time));
    if (!rule.positions) return walls;
    const chosen = rule.positions.map((position) => walls.at(position > 0 ? position - 1 : position));
    return walls.filter((wall) => chosen.includes(wall));
  };
}

/** Walking asks for one period again and again. */
function remembered(expand: (period: number) => number[]): (period: number) => number[] {
  let last: { period: number; walls: number[] } | null = null;
  return (period) => {
    if (last?.period !== period) last = { period, walls: expand(period) };
    return last.walls;
  };
}

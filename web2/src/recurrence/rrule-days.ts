import { DAY, dateOf, daysInMonth, wallTime, weekdayOf } from './civil';
import type { RruleRule } from './parse-rrule';

/** The day parts of an RRULE with what they take from its start filled in. */
export type RruleDays = Pick<
  RruleRule,
  'frequency' | 'weekdays' | 'months' | 'monthDays' | 'yearDays' | 'weekNumbers' | 'weekStart'
>;

/** A rule that names no day repeats that of its start: the date in a month or year, the weekday in a week. */
export function withDaysOfStart(rule: RruleRule, start: number): RruleDays {
  const { frequency, months, weekdays, monthDays, yearDays, weekNumbers } = rule;
  if (frequency === 'DAILY' || weekdays || monthDays || yearDays || weekNumbers) return rule;
  if (frequency === 'WEEKLY') return { ...rule, weekdays: [{ weekday: weekdayOf(start), nth: null }] };
  const { month, day } = dateOf(start);
  return { ...rule, monthDays: [day], months: frequency === 'YEARLY' ? (months ?? [month]) : months };
}

/** Whether a day (a wall time at midnight) fits every part that is there: parts narrow each other (RFC 5545, 3.3.10). */
export function fitsRrule(days: RruleDays, at: number): boolean {
  const { months, monthDays, yearDays, weekNumbers, weekdays } = days;
  const { year, month, day } = dateOf(at);
  if (months && !months.includes(month)) return false;
  const length = daysInMonth(year, month);
  if (monthDays && !counts(monthDays, day, length)) return false;
  const january = wallTime(year, 1, 1);
  const dayOfYear = (at - january) / DAY + 1;
  const daysInYear = (wallTime(year + 1, 1, 1) - january) / DAY;
  if (yearDays && !counts(yearDays, dayOfYear, daysInYear)) return false;
  if (weekNumbers && !fitsWeek(weekNumbers, at, days.weekStart)) return false;
  if (!weekdays) return true;
  // "The second Tuesday" is that of the month, but for a yearly rule without months.
  const ofYear = days.frequency === 'YEARLY' && !months;
  const [place, size] = ofYear ? [dayOfYear, daysInYear] : [day, length];
  const weekday = weekdayOf(at);
  return weekdays.some((wanted) => {
    if (wanted.weekday !== weekday || wanted.nth === null) return wanted.weekday === weekday;
    const nth = wanted.nth > 0 ? Math.ceil(place / 7) : -Math.ceil((size - place + 1) / 7);
    return nth === wanted.nth;
  });
}

/** Whether a list names a place, counted from the start or (negative) from the end. */
function counts(wanted: readonly number[], place: number, size: number): boolean {
  return wanted.includes(place) || wanted.includes(place - size - 1);
}

/** Weeks belong to the year that holds four or more of their days (ISO 8601, with any first day of the week). */
function fitsWeek(wanted: readonly number[], at: number, weekStart: number): boolean {
  const first = at - ((weekdayOf(at) - weekStart + 7) % 7) * DAY;
  const { year } = dateOf(first + 3 * DAY);
  const week = (first - firstWeek(year, weekStart)) / (7 * DAY) + 1;
  const weeks = (firstWeek(year + 1, weekStart) - firstWeek(year, weekStart)) / (7 * DAY);
  return counts(wanted, week, weeks);
}

function firstWeek(year: number, weekStart: number): number {
  const fourth = wallTime(year, 1, 4);
  return fourth - ((weekdayOf(fourth) - weekStart + 7) % 7) * DAY;
}

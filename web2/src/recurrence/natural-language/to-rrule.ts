import { RecurrenceError } from '@/recurrence/errors';
import type { RruleWeekday } from '@/recurrence/parse-rrule';
import { type Frequency, WEEKDAY_CODES } from '@/recurrence/rrule-parts';
import { mostDays, positionsOf } from '@/recurrence/rrule-times';
import type { End } from './draft';
import type { ResolvedDays } from './resolve-days';

const WORKDAYS = [1, 2, 3, 4, 5];
/** Steps of days up to here are counted within the month, as cron does; longer ones, and whole weeks, from the start. */
const LONGEST_CRON_STEP = 15;
/** As an RRULE may have. */
const MOST_TIMES_A_DAY = 100;
const MOST_POSITIONS = 100;
const LAST_POSITION = 366;
const LONGEST_RRULE = 500;

/**
 * The RRULE of days and times (minutes after midnight, in order, each once). Times whose hours differ in their minutes
 * are chosen by BYSETPOS among every hour with every minute. Throws RecurrenceError for what no RRULE says.
 */
export function toRrule(days: ResolvedDays, times: readonly number[], end: End | null): string {
  if (times.length > MOST_TIMES_A_DAY)
    throw new RecurrenceError(`More than ${MOST_TIMES_A_DAY} times a day: set the end beside the schedule instead.`);
  const hours = unique(times.map((time) => Math.floor(time / 60)));
  const minutes = unique(times.map((time) => time % 60));
  const grid = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  const { frequency, interval, weekdays, monthDays, months, chosen } = daysOf(days, grid.length === times.length);
  const parts = [`FREQ=${frequency}`];
  if (interval > 1) parts.push(`INTERVAL=${interval}`);
  if (weekdays.length)
    parts.push(`BYDAY=${weekdays.map(({ weekday, nth }) => `${nth ?? ''}${WEEKDAY_CODES[weekday]}`)}`);
  if (monthDays.length) parts.push(`BYMONTHDAY=${monthDays}`);
  if (months.length) parts.push(`BYMONTH=${months}`);
  parts.push(`BYHOUR=${hours}`, `BYMINUTE=${minutes}`);
  if (chosen) {
    const places = times.map((time) => grid.indexOf(time) + 1);
    parts.push(`BYSETPOS=${checkedPositions(positionsOf(chosen, places, grid.length))}`);
  }
  if (end) parts.push('until' in end ? `UNTIL=${end.until}` : `COUNT=${end.count}`);
  const text = `RRULE:${parts.join(';')}`;
  if (text.length > LONGEST_RRULE) throw tooManyTimes();
  return text;
}

type RruleDays = {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly weekdays: readonly RruleWeekday[];
  readonly monthDays: readonly number[];
  readonly months: readonly number[];
  /** Which days of each period BYSETPOS has to name, from 1, or from -1 backwards; null when it need not name any. */
  readonly chosen: readonly number[] | null;
};

function daysOf(days: ResolvedDays, sameMinutes: boolean): RruleDays {
  if (days.nearestWeekday !== null)
    throw new RecurrenceError(
      'The nearest weekday goes with every month only, at times of the same minutes, and without an end.',
    );
  const [frequency, interval] = stepOf(days, sameMinutes);
  const months = days.months.size || countsMonths(days) ? unique([...days.months]) : stepsFrom1(days.everyMonths, 12);
  const limits = { frequency, interval, months: months.length < 12 ? months : [] };
  const monthDays = monthDaysOf(days);
  if (days.businessDays.size) {
    const weekdays = WORKDAYS.map((weekday) => ({ weekday, nth: null }));
    return { ...limits, weekdays, monthDays, chosen: unique([...days.businessDays]) };
  }
  const weekdays = weekdaysOf(days);
  // An RRULE asks for both, where the sentence means either.
  if (monthDays.length && weekdays.length && !days.bothDays)
    throw new RecurrenceError('These weekdays and days of the month do not fit one schedule. Make two.');
  const most = mostDays({
    frequency,
    weekdays: weekdays.length ? weekdays : null,
    monthDays: monthDays.length ? monthDays : null,
    ...{ months: null, yearDays: null, weekNumbers: null },
  });
  return { ...limits, weekdays, monthDays, chosen: sameMinutes ? null : stepsFrom1(1, most) };
}

/** Every weekday, with others or days of the month or alone, is every day. */
function isEveryDay({ weekdays, bothDays, everyWeeks }: ResolvedDays): boolean {
  return weekdays.size === 7 && !bothDays && everyWeeks === 1;
}

function weekdaysOf(days: ResolvedDays): RruleWeekday[] {
  if (isEveryDay(days) || (days.bothDays && days.weekdays.size === 7)) return [];
  return [...unique([...days.weekdays]).map((weekday) => ({ weekday, nth: null })), ...days.nthWeekdays];
}

/** Days of the month; steps of days begin anew each month, as cron's do, unless they count from the start. */
function monthDaysOf(days: ResolvedDays): number[] {
  if (isEveryDay(days)) return [];
  return days.everyDays > 1 && !countsDays(days) ? stepsFrom1(days.everyDays, 31) : unique([...days.monthDays]);
}

/** The slowest frequency that the days need, and DAILY for times whose minutes differ where it can be. */
function stepOf(days: ResolvedDays, sameMinutes: boolean): [frequency: Frequency, interval: number] {
  const { weekdays, monthDays, nthWeekdays, businessDays, months } = days;
  if (countsDays(days)) return ['DAILY', days.everyDays];
  if (days.everyWeeks > 1) return ['WEEKLY', days.everyWeeks];
  if (countsMonths(days)) return ['MONTHLY', days.everyMonths];
  if (isEveryDay(days)) return ['DAILY', 1];
  if (nthWeekdays.length + businessDays.size > 0) return ['MONTHLY', 1];
  // With DAILY, other days are limits, and the times of one day are all that BYSETPOS names.
  if (!sameMinutes) return ['DAILY', 1];
  if (monthDays.size || days.everyDays > 1) return ['MONTHLY', 1];
  return [weekdays.size && weekdays.size < 7 && !months.size ? 'WEEKLY' : 'DAILY', 1];
}

/** Steps of days that are counted from the start of the schedule. */
export function countsDays({ everyDays }: ResolvedDays): boolean {
  return everyDays > LONGEST_CRON_STEP || (everyDays > 1 && everyDays % 7 === 0);
}

/** Steps of months that are counted from the start of the schedule. */
export function countsMonths({ everyMonths }: ResolvedDays): boolean {
  return 12 % everyMonths > 0;
}

function checkedPositions(positions: readonly number[]): readonly number[] {
  if (positions.length > MOST_POSITIONS || positions.some((position) => Math.abs(position) > LAST_POSITION))
    throw tooManyTimes();
  return positions;
}

function tooManyTimes(): RecurrenceError {
  return new RecurrenceError(
    'These times of day do not fit one schedule: use fewer, or the same minutes past each hour, or make two schedules.',
  );
}

/** 1, 1 + step and so on up to `last`. */
function stepsFrom1(step: number, last: number): number[] {
  return Array.from({ length: Math.ceil(last / step) }, (_, index) => 1 + index * step);
}

function unique(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

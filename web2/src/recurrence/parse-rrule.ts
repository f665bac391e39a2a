import { DAY, daysInMonth, MINUTE, wallTime } from './civil';
import { RecurrenceError } from './errors';
import {
  FREQUENCIES,
  type Frequency,
  partError,
  readCount,
  readNumbers,
  splitParts,
  WEEKDAY_CODES,
} from './rrule-parts';
import { splitTimes } from './rrule-times';
import { listWords, MONTH_NAMES } from './words';

/** A weekday (0 is Sunday), and which one of the month or year: 1 the first, -1 the last, null every one. */
export type RruleWeekday = { readonly weekday: number; readonly nth: number | null };

/** A parsed RRULE line; null stands for a part that is absent. */
export type RruleRule = {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  /** The last moment: an instant when written with Z, else a wall time (both in milliseconds, both included). */
  readonly until: { readonly at: number; readonly isInstant: boolean } | null;
  readonly weekdays: readonly RruleWeekday[] | null;
  readonly months: readonly number[] | null;
  readonly monthDays: readonly number[] | null;
  readonly yearDays: readonly number[] | null;
  readonly weekNumbers: readonly number[] | null;
  readonly positions: readonly number[] | null;
  readonly hours: readonly number[] | null;
  readonly minutes: readonly number[] | null;
  /** 0 is Sunday. */
  readonly weekStart: number;
};

const MOST_INTERVAL = 1000;
const MOST_COUNT = 1000;
const MOST_TIMES_A_DAY = 100;
/** Among which BYSETPOS chooses these; a period is expanded whole, and positions end at 366. */
const MOST_CHOICES_A_DAY = 366;

/** Reads one RRULE line, FREQ=DAILY or slower. Throws RecurrenceError naming the part that is wrong. */
export function parseRrule(text: string): RruleRule {
  const parts = splitParts(text);
  const rule: RruleRule = {
    frequency: readFrequency(parts.get('FREQ')),
    interval: readCount(parts, 'INTERVAL', MOST_INTERVAL) ?? 1,
    count: readCount(parts, 'COUNT', MOST_COUNT),
    until: readUntil(parts.get('UNTIL')),
    weekdays: readWeekdays(parts.get('BYDAY')),
    months: readNumbers(parts, 'BYMONTH'),
    monthDays: readNumbers(parts, 'BYMONTHDAY'),
    yearDays: readNumbers(parts, 'BYYEARDAY'),
    weekNumbers: readNumbers(parts, 'BYWEEKNO'),
    positions: readNumbers(parts, 'BYSETPOS'),
    hours: readNumbers(parts, 'BYHOUR'),
    minutes: readNumbers(parts, 'BYMINUTE'),
    weekStart: readWeekStart(parts.get('WKST')),
  };
  checkTogether(rule);
  return rule;
}

function readFrequency(text: string | undefined): Frequency {
  const frequency = FREQUENCIES.find((name) => name === text);
  if (frequency) return frequency;
  if (text === undefined) throw partError('FREQ', `An RRULE needs FREQ: ${FREQUENCIES.join(', ')}.`);
  const shorter = /^(HOUR|MINUTE|SECOND)LY$/.test(text) ? ': use cron for shorter intervals.' : '.';
  throw partError('FREQ', `FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY, not ${text}${shorter}`);
}

function readUntil(text: string | undefined): RruleRule['until'] {
  if (text === undefined) return null;
  const [, year, month, day, time, hour, minute, second, utc] =
    /^(\d{4})(\d\d)(\d\d)(T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(text) ?? [];
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const real = date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= daysInMonth(date.year, date.month);
  if (!real || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59)
    throw partError('UNTIL', `UNTIL must be a date like 20271231 or 20271231T235959Z, not ${text}.`);
  const midnight = wallTime(date.year, date.month, date.day);
  // A date alone includes its whole day.
  if (time === undefined) return { at: midnight + DAY - 1, isInstant: false };
  return {
    at: midnight + (Number(hour) * 60 + Number(minute)) * MINUTE + Number(second) * 1000,
    isInstant: utc !== undefined,
  };
}

function readWeekdays(text: string | undefined): RruleWeekday[] | null {
  if (text === undefined) return null;
  const days = text.split(',').map((item) => {
    const [, nth, code] = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(item) ?? [];
    const number = nth === undefined ? null : Number(nth);
    if (code !== undefined && number !== 0 && Math.abs(number ?? 1) <= 53)
      return { weekday: WEEKDAY_CODES.indexOf(code as (typeof WEEKDAY_CODES)[number]), nth: number };
    throw partError(
      'BYDAY',
      `BYDAY takes MO to SU, with a number before it for the first (1MO) or last (-1FR), not ${item}.`,
    );
  });
  if (days.length > 50) throw partError('BYDAY', 'BYDAY has at most 50 values.');
  return days.filter(
    (day, index) => days.findIndex((other) => other.weekday === day.weekday && other.nth === day.nth) === index,
  );
}

function readWeekStart(text: string | undefined): number {
  if (text === undefined) return 1;
  const day = (WEEKDAY_CODES as readonly string[]).indexOf(text);
  if (day < 0) throw partError('WKST', `WKST must be MO to SU, not ${text}.`);
  return day;
}

/** What RFC 5545 forbids in combination, and what can never fire. */
function checkTogether(rule: RruleRule): void {
  const { frequency, weekdays, months, monthDays } = rule;
  const refuse = (field: string, why: string) => {
    throw partError(field, `${field} ${why}.`);
  };
  if (rule.count !== null && rule.until) refuse('COUNT', 'and UNTIL cannot both be given');
  if (monthDays && frequency === 'WEEKLY') refuse('BYMONTHDAY', 'cannot go with FREQ=WEEKLY');
  if (rule.yearDays && frequency !== 'YEARLY') refuse('BYYEARDAY', 'goes with FREQ=YEARLY only');
  if (rule.weekNumbers && frequency !== 'YEARLY') refuse('BYWEEKNO', 'goes with FREQ=YEARLY only');
  const numbered = weekdays?.some(({ nth }) => nth !== null);
  if (numbered && (frequency === 'DAILY' || frequency === 'WEEKLY'))
    refuse('BYDAY', `with a number cannot go with FREQ=${frequency}`);
  if (numbered && rule.weekNumbers) refuse('BYDAY', 'with a number cannot go with BYWEEKNO');
  const others = [weekdays, months, monthDays, rule.yearDays, rule.weekNumbers, rule.hours, rule.minutes];
  if (rule.positions && others.every((part) => part === null))
    refuse('BYSETPOS', 'needs another BY part to choose from');
  // Positions that choose the same times on each day leave few of many.
  const choices = (rule.hours?.length ?? 1) * (rule.minutes?.length ?? 1);
  const times = splitTimes(rule, 0)?.times.length ?? choices;
  if (times > MOST_TIMES_A_DAY || choices > MOST_CHOICES_A_DAY)
    refuse('BYHOUR', `and BYMINUTE give at most ${MOST_TIMES_A_DAY} times a day`);
  if (!months || !monthDays) return;
  const longest = Math.max(...months.map((month) => daysInMonth(2000, month)));
  if (monthDays.some((day) => Math.abs(day) <= longest)) return;
  const names = listWords(months.map((month) => MONTH_NAMES[month - 1] ?? ''));
  const day = Math.min(...monthDays.map(Math.abs));
  throw new RecurrenceError(`This never runs: ${names} ${months.length > 1 ? 'have' : 'has'} no day ${day}.`);
}

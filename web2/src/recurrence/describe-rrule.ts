import { dateOf } from './civil';
import { plainWeekdays } from './describe-days';
import { describeTimeList, timesOfDay } from './describe-times';
import type { RruleRule } from './parse-rrule';
import { type DaysAndTimes, splitTimes } from './rrule-times';
import {
  clockTime,
  listWords,
  MONTH_NAMES,
  monthsText,
  ordinalNumber,
  ordinalWord,
  runOf,
  WEEKDAY_NAMES,
} from './words';

const UNIT = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' } as const;

/**
 * An RRULE as a sentence. `start` (wall time, milliseconds) gives the time and day that the rule takes from its start;
 * without it the sentence says so. `until` is the wall time of the rule's end.
 */
export function describeRrule(rule: RruleRule, start: number | null, until: number | null): string {
  const split = splitTimes(rule, start);
  const parts = split ? [runsText(split, start)] : [daysText(rule, start), timesText(rule)];
  return [...parts, endText(rule.count, until)].filter(Boolean).join(' ').replace(' ,', ',');
}

/** "every Monday at 09:00 and 17:30", "weekdays, every 30 minutes from 08:30 to 17:30". */
function runsText({ days, times }: DaysAndTimes, start: number | null): string {
  const { text, placed } = describeTimeList(times);
  const on = daysText(days, start);
  if (placed === 'after days') return `${on} ${text}`;
  return on === 'every day' ? text : `${on}, ${text}`;
}

/** The times of a rule that takes them from its start, or has others on other days. */
function timesText({ hours, minutes }: RruleRule): string {
  if (hours && minutes) return `at ${timesOfDay(hours, minutes)}`;
  if (hours)
    return `at ${listWords(hours.map((hour) => `${clockTime(hour * 60).slice(0, 2)} hours`))}, at the minute of its start`;
  return minutes ? `at minute ${listWords(minutes.map(String))} of the hour of its start` : 'at the time of its start';
}

function endText(count: number | null, until: number | null): string {
  if (count !== null) return count === 1 ? ', once' : `, ${count} times`;
  if (until === null) return '';
  const { year, month, day } = dateOf(until);
  return `, until ${day} ${MONTH_NAMES[month - 1]} ${year}`;
}

function daysText(rule: RruleRule, start: number | null): string {
  const { frequency, interval } = rule;
  const each = interval === 1 ? `every ${UNIT[frequency]}` : `every ${interval} ${UNIT[frequency]}s`;
  if (rule.yearDays || rule.weekNumbers || (rule.positions && !simplePosition(rule)))
    return literally(rule, each, start);
  if (frequency === 'DAILY') return daily(rule, each);
  if (frequency === 'WEEKLY') return weekly(rule, each, start);
  if (start === null && !rule.weekdays && !rule.monthDays) {
    const day = frequency === 'YEARLY' && !rule.months ? 'date' : 'day';
    return `${each} on the ${day} of its start${inMonths(rule.months)}`;
  }
  const dates = datesText(rule, start);
  const every = dates.startsWith('every');
  const months = frequency === 'YEARLY' ? yearMonths(rule, start) : rule.months;
  const ofMonths = months ? ` of ${monthsText(months)}` : frequency === 'YEARLY' ? ' of the year' : ' of every month';
  const leading = every ? dates : /^the \D/.test(dates) ? dates.slice('the '.length) : `on ${dates}`;
  if (interval === 1) return every ? leading + inMonths(months) : leading + ofMonths;
  return `${each} on ${dates}${frequency === 'YEARLY' ? ofMonths : inMonths(months)}`;
}

function inMonths(months: readonly number[] | null): string {
  if (!months || months.length === 12) return '';
  return runOf(months, 12, 1) ? ` from ${monthsText(months)}` : ` in ${monthsText(months)}`;
}

function daily(rule: RruleRule, each: string): string {
  const months = inMonths(rule.months);
  const days = (rule.weekdays ?? []).map(({ weekday }) => weekday);
  const onDates = rule.monthDays ? ` when it is ${monthDaysText(rule.monthDays)}` : '';
  if (days.length && rule.interval === 1) return plainWeekdays(mondayFirst(days), months).leading + onDates;
  const onDays = days.length ? ` when it is ${weekdayNames(days)}` : '';
  return each + onDays + onDates + months;
}

function weekly(rule: RruleRule, each: string, start: number | null): string {
  const days = rule.weekdays?.map(({ weekday }) => weekday) ?? (start === null ? null : [new Date(start).getUTCDay()]);
  const months = inMonths(rule.months);
  if (!days) return `${each} on the weekday of its start${months}`;
  const text = plainWeekdays(mondayFirst(days), months);
  if (rule.interval === 1) return text.leading;
  return /^(on )?week/.test(text.following)
    ? `${each} ${text.following}`
    : `${each} on ${weekdayNames(mondayFirst(days))}${months}`;
}

/** "the 1st and last day", "the first Monday", "every Friday that falls on the 13th". */
function datesText(rule: RruleRule, start: number | null): string {
  const { monthDays, weekdays, positions } = rule;
  if (weekdays && positions)
    return `the ${listWords(forwardFirst(positions).map(ordinalWord))} ${kindOfDay(weekdays.map(({ weekday }) => weekday))}`;
  const dates = monthDays && monthDaysText(monthDays);
  if (!weekdays) return dates ?? (start === null ? 'the day of its start' : `the ${ordinalNumber(dateOf(start).day)}`);
  const plain = weekdays.filter(({ nth }) => nth === null).map(({ weekday }) => weekday);
  const numbered = weekdays
    .filter(({ nth }) => nth !== null)
    .map(({ weekday, nth }) => `${ordinalWord(nth ?? 1)} ${WEEKDAY_NAMES[weekday]}`);
  const days = [
    ...(plain.length ? [`every ${weekdayNames(mondayFirst(plain))}`] : []),
    ...(numbered.length ? [`the ${listWords(numbered)}`] : []),
  ];
  return listWords(days) + (dates ? ` that falls on ${dates}` : '');
}

function monthDaysText(days: readonly number[]): string {
  const forward = days.filter((day) => day > 0);
  const run = runOf(forward, 31, 1);
  const parts = run ? [`the ${ordinalNumber(run.from)} to the ${ordinalNumber(run.to)}`] : [];
  if (!run && forward.length) parts.push(`the ${listWords(forward.map(ordinalNumber))}`);
  for (const day of days) if (day < 0) parts.push(`the ${ordinalWord(day)} day`);
  return listWords(parts);
}

function kindOfDay(weekdays: readonly number[]): string {
  const key = [...weekdays].sort((a, b) => a - b).join('');
  if (key === '12345') return 'business day';
  if (key === '06') return 'weekend day';
  return key === '0123456'
    ? 'day'
    : listWords(mondayFirst(weekdays).map((day) => WEEKDAY_NAMES[day] ?? '')).replace(' and ', ' or ');
}

/** A position among plain weekdays, which reads as "the last business day". */
function simplePosition({ weekdays, monthDays, frequency, hours, minutes, months, positions }: RruleRule): boolean {
  if (!positions) return true;
  const oneTime = (hours?.length ?? 1) * (minutes?.length ?? 1) === 1;
  const inOneMonth = frequency === 'MONTHLY' || (frequency === 'YEARLY' && months?.length === 1);
  return oneTime && inOneMonth && !monthDays && weekdays?.every(({ nth }) => nth === null) === true;
}

/** Without BYMONTH a yearly rule keeps its start's month, unless weekdays or month days spread it over the year. */
function yearMonths(rule: RruleRule, start: number | null): readonly number[] | null {
  if (rule.months || rule.weekdays || rule.monthDays) return rule.months;
  return start === null ? null : [dateOf(start).month];
}

/** Rules too odd for a sentence of their own, part by part. */
function literally(rule: RruleRule, each: string, start: number | null): string {
  const parts: string[] = [];
  if (rule.weekdays || rule.monthDays) parts.push(`on ${datesText({ ...rule, positions: null }, start)}`);
  if (rule.yearDays)
    parts.push(`on ${listWords(rule.yearDays.map((day) => `the ${ordinalWord(day)} day`))} of the year`);
  if (rule.weekNumbers)
    parts.push(`in ${listWords(rule.weekNumbers.map((week) => `the ${ordinalWord(week)} week`))} of the year`);
  if (rule.months) parts.push(inMonths(rule.months).trim());
  if (rule.positions)
    parts.push(
      `only ${listWords(forwardFirst(rule.positions).map((position) => `the ${ordinalWord(position)}`))} of these`,
    );
  return [each, ...parts].join(' ');
}

function weekdayNames(weekdays: readonly number[]): string {
  return listWords(weekdays.map((day) => WEEKDAY_NAMES[day] ?? ''));
}

function mondayFirst(weekdays: readonly number[]): number[] {
  return [...weekdays].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
}

function forwardFirst(positions: readonly number[]): number[] {
  return [...positions].sort((a, b) => (a > 0 === b > 0 ? a - b : b - a));
}

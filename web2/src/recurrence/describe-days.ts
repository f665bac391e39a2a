import type { CronDays } from './cron-days';
import type { CronRule } from './parse-cron';
import { listWords, monthsText, ordinalNumber, ordinalWord, runOf, WEEKDAY_NAMES } from './words';

/** The days of a rule, leading a sentence ("every Monday") and following one ("on Mondays"). */
export type DaysText = { readonly leading: string; readonly following: string };

const ALL_DAYS = 0x7fffffff;
const ALL_WEEKDAYS = 0x7f;

/** The days on which a cron rule runs; `following` is empty when that is every day. */
export function describeDays({ days, months }: CronRule): DaysText {
  const anyMonthDay = days.monthDays === ALL_DAYS;
  const anyWeekday = days.weekdays === ALL_WEEKDAYS;
  const inMonths = inMonthsText(months);
  const ofMonths = runOf(months, 12, 1) ? ` of every month${inMonths}` : ofMonthsText(months);
  // Of two ORed fields, one that holds every day decides alone.
  if ((anyMonthDay && anyWeekday) || (!days.both && (anyMonthDay || anyWeekday)))
    return { leading: `every day${inMonths}`, following: inMonths.trim() };
  if (anyMonthDay) return weekdaysText(days, inMonths, ofMonths);
  if (anyWeekday) return monthDaysText(days, ofMonths);
  const weekdays = weekdaysText(days, days.both || !days.nthWeekdays.length ? '' : inMonths, ofMonths);
  if (days.both) {
    const fall = weekdays.leading.startsWith('week') ? 'fall' : 'falls';
    const text = `${weekdays.leading} that ${fall} on ${listedMonthDays(days)}${ofMonths}`;
    return { leading: text, following: `on ${text}` };
  }
  const dates = `on ${listedMonthDays(days)}${ofMonths} and `;
  const article = days.weekdays ? '' : 'the ';
  // A numbered weekday has named the months already.
  const rest = days.nthWeekdays.length ? '' : inMonths;
  return { leading: dates + article + weekdays.leading + rest, following: dates + weekdays.following + rest };
}

function inMonthsText(months: readonly number[]): string {
  if (months.length === 12) return '';
  return runOf(months, 12, 1) ? ` from ${monthsText(months)}` : ` in ${monthsText(months)}`;
}

function ofMonthsText(months: readonly number[]): string {
  return months.length === 12 ? ' of every month' : ` of ${monthsText(months)}`;
}

function weekdaysText(days: CronDays, inMonths: string, ofMonths: string): DaysText {
  const plain = [1, 2, 3, 4, 5, 6, 0].filter((day) => (days.weekdays >> day) & 1);
  if (!days.nthWeekdays.length) return plainWeekdays(plain, inMonths);
  const nth = `${nthText(days.nthWeekdays)}${ofMonths}`;
  if (!plain.length) return { leading: nth, following: `on the ${nth}` };
  const every = plainWeekdays(plain, inMonths);
  return { leading: `${every.leading} and the ${nth}`, following: `${every.following} and the ${nth}` };
}

/** Weekdays by name, Monday first: "Weekdays", "every Monday and Friday", "Monday to Thursday". */
export function plainWeekdays(weekdays: readonly number[], inMonths = ''): DaysText {
  const key = [...weekdays].sort((a, b) => a - b).join('');
  if (key === '0123456') return { leading: `every day${inMonths}`, following: inMonths.trim() };
  if (key === '12345') return { leading: `weekdays${inMonths}`, following: `on weekdays${inMonths}` };
  if (key === '06') return { leading: `weekends${inMonths}`, following: `on weekends${inMonths}` };
  const run = runOf(weekdays, 7);
  if (run) {
    const text = `${WEEKDAY_NAMES[run.from]} to ${WEEKDAY_NAMES[run.to]}${inMonths}`;
    return { leading: text, following: text };
  }
  const names = weekdays.map((day) => WEEKDAY_NAMES[day] ?? '');
  return {
    leading: `every ${listWords(names)}${inMonths}`,
    following: `on ${listWords(names.map((name) => `${name}s`))}${inMonths}`,
  };
}

function nthText(nthWeekdays: CronDays['nthWeekdays']): string {
  const byDay = new Map<number, string[]>();
  for (const { weekday, nth } of nthWeekdays) byDay.set(weekday, [...(byDay.get(weekday) ?? []), ordinalWord(nth)]);
  return listWords([...byDay].map(([weekday, nths]) => `${listWords(nths)} ${WEEKDAY_NAMES[weekday]}`));
}

function monthDaysText(days: CronDays, ofMonths: string): DaysText {
  const numbers = monthDayNumbers(days);
  const stride = strideOf(numbers);
  if (stride && !days.fromLast.length && days.nearestWeekday === null) {
    const text = `every ${ordinalNumber(stride)} day${ofMonths} from the ${ordinalNumber(numbers[0] ?? 1)}`;
    return { leading: text, following: `on ${text}` };
  }
  const text = listedMonthDays(days) + ofMonths;
  // "Last day of every month" and "Business day nearest the 15th" read better without "on the".
  const leading = /^the (\D)/.test(text) ? text.slice('the '.length) : `on ${text}`;
  return { leading, following: `on ${text}` };
}

function listedMonthDays(days: CronDays): string {
  const numbers = monthDayNumbers(days);
  const parts: string[] = [];
  const runs = runsOf(numbers);
  if (runs.some((run) => run.length > 2)) parts.push(...runs.map(runText));
  else if (numbers.length) parts.push(`the ${listWords(numbers.map(ordinalNumber))}`);
  for (const back of days.fromLast) parts.push(`the ${ordinalWord(-1 - back)} day`);
  const nearest = days.nearestWeekday;
  if (nearest === 0 || nearest === 1) parts.push(`the ${nearest ? 'first' : 'last'} business day`);
  else if (nearest !== null && nearest > 1) parts.push(`the business day nearest the ${ordinalNumber(nearest)}`);
  else if (nearest !== null) parts.push(`the business day nearest the ${ordinalWord(nearest - 1)} day`);
  return listWords(parts);
}

function runText(run: readonly number[]): string {
  const [first = 0, second] = run;
  if (run.length > 2) return `the ${ordinalNumber(first)} to the ${ordinalNumber(run.at(-1) ?? first)}`;
  return second === undefined
    ? `the ${ordinalNumber(first)}`
    : `the ${ordinalNumber(first)} and ${ordinalNumber(second)}`;
}

/** Sorted numbers cut where one is left out. */
function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs;
}

function monthDayNumbers(days: CronDays): number[] {
  return Array.from({ length: 31 }, (_, index) => index + 1).filter((day) => (days.monthDays >> (day - 1)) & 1);
}

/** The step of a series that goes on until the month's end, null when it is none. */
function strideOf(numbers: readonly number[]): number | null {
  const [first, second] = numbers;
  if (first === undefined || second === undefined || numbers.length < 4) return null;
  const stride = second - first;
  const even = numbers.every((day, index) => day === first + index * stride);
  return even && stride > 1 && (numbers.at(-1) ?? 0) + stride > 31 ? stride : null;
}

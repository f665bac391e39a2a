import { RecurrenceError } from '@/recurrence/errors';
import { WEEKDAY_CODES } from '@/recurrence/rrule-parts';
import type { ResolvedDays } from './resolve-days';
import type { ClockFields } from './resolve-times';

const WORKDAYS = 'MO,TU,WE,TH,FR';
/** Steps of days up to here are counted within the month, as cron does; longer ones, and whole weeks, from the start. */
const LONGEST_CRON_STEP = 15;

/** The recurrence text of days and times: cron, or an RRULE for what cron cannot say. */
export function toRecurrenceText(days: ResolvedDays, clock: ClockFields): string {
  return needsRrule(days) ? toRrule(days, clock) : toCron(days, clock);
}

function needsRrule({
  everyDays,
  everyWeeks,
  everyMonths,
  businessDays,
  nthWeekdays,
  bothDays,
}: ResolvedDays): boolean {
  const cronBusinessDay = businessDays.size === 1 && (businessDays.has(1) || businessDays.has(-1));
  return (
    everyWeeks > 1 ||
    everyDays > LONGEST_CRON_STEP ||
    (everyDays > 1 && everyDays % 7 === 0) ||
    12 % everyMonths > 0 ||
    (businessDays.size > 0 && !cronBusinessDay) ||
    nthWeekdays.some(({ nth }) => nth < -1) ||
    bothDays
  );
}

function toCron(days: ResolvedDays, { minute, hour }: ClockFields): string {
  const everyWeekday = days.weekdays.size === 7;
  const dayOfMonth = everyWeekday ? '' : monthDayItems(days).join(',');
  const dayOfWeek = everyWeekday ? '' : weekdayItems(days).join(',');
  const anyDay = days.everyDays > 1 ? `*/${days.everyDays}` : '*';
  return [minute, hour, dayOfMonth || anyDay, monthField(days), dayOfWeek || '*'].join(' ');
}

function monthDayItems({ monthDays, businessDays }: ResolvedDays): string[] {
  const items = ranges([...monthDays].filter((day) => day > 0));
  for (const day of monthDays) if (day < 0) items.push(day === -1 ? 'L' : `L-${-1 - day}`);
  if (businessDays.has(1)) items.push('1W');
  if (businessDays.has(-1)) items.push('LW');
  return items;
}

function weekdayItems({ weekdays, nthWeekdays }: ResolvedDays): string[] {
  const nths = nthWeekdays.map(({ weekday, nth }) => (nth === -1 ? `${weekday}L` : `${weekday}#${nth}`));
  return [...ranges([...weekdays]), ...nths];
}

function monthField({ months, everyMonths }: ResolvedDays): string {
  if (months.size && months.size < 12) return ranges([...months]).join(',');
  if (everyMonths === 12) return '1';
  return everyMonths > 1 ? `*/${everyMonths}` : '*';
}

function toRrule(days: ResolvedDays, clock: ClockFields): string {
  const { monthDays, weekdays, nthWeekdays, businessDays, months } = days;
  const [frequency, interval] =
    days.everyDays > 1
      ? ['DAILY', days.everyDays]
      : days.everyWeeks > 1
        ? ['WEEKLY', days.everyWeeks]
        : ['MONTHLY', days.everyMonths];
  const codes = [
    ...sorted(weekdays).map((day) => WEEKDAY_CODES[day]),
    ...nthWeekdays.map(({ weekday, nth }) => `${nth}${WEEKDAY_CODES[weekday]}`),
  ];
  // An RRULE asks for both, where the sentence means either.
  if (monthDays.size && codes.length && !days.bothDays)
    throw new RecurrenceError('These weekdays and days of the month do not fit one schedule. Make two.');
  const parts = [`FREQ=${frequency}`];
  if (Number(interval) > 1) parts.push(`INTERVAL=${interval}`);
  if (businessDays.size) parts.push(`BYDAY=${WORKDAYS}`, `BYSETPOS=${sorted(businessDays).join(',')}`);
  else if (codes.length) parts.push(`BYDAY=${codes.join(',')}`);
  if (monthDays.size) parts.push(`BYMONTHDAY=${sorted(monthDays).join(',')}`);
  if (months.size && months.size < 12) parts.push(`BYMONTH=${sorted(months).join(',')}`);
  parts.push(`BYHOUR=${spelledOut(clock.hour, 24)}`, `BYMINUTE=${spelledOut(clock.minute, 60)}`);
  return `RRULE:${parts.join(';')}`;
}

/** A cron field as the list of its values. */
function spelledOut(field: string, size: number): string {
  const [range = '', step = '1'] = field.split('/');
  const [from, to] = range === '*' ? [0, size - 1] : range.split('-').map(Number);
  if (from === undefined || to === undefined) return field;
  const count = Math.floor(((to - from + size) % size) / Number(step)) + 1;
  return Array.from({ length: count }, (_, index) => (from + index * Number(step)) % size).join(',');
}

/** Numbers as cron list items, three or more in a row as a range. */
function ranges(values: readonly number[]): string[] {
  const runs: number[][] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === value - 1) run.push(value);
    else runs.push([value]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]}-${run.at(-1)}`] : run.map(String)));
}

function sorted(values: ReadonlySet<number>): number[] {
  return [...values].sort((a, b) => a - b);
}

import { RecurrenceError } from '@/recurrence/errors';
import { WEEKDAY_CODES } from '@/recurrence/rrule-parts';
import type { End } from './draft';
import type { ResolvedDays } from './resolve-days';
import type { ClockFields } from './resolve-times';

const WORKDAYS = 'MO,TU,WE,TH,FR';
/** Steps of days up to here are counted within the month, as cron does; longer ones, and whole weeks, from the start. */
const LONGEST_CRON_STEP = 15;
/** As an RRULE may have. */
const MOST_TIMES_A_DAY = 100;

/** The recurrence text of days and times: cron, or an RRULE for what cron cannot say. Throws RecurrenceError for what neither can. */
export function toRecurrenceText(days: ResolvedDays, clock: ClockFields, end: End | null): string {
  return end || needsRrule(days) ? toRrule(days, clock, end) : toCron(days, clock);
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

function monthDayItems({ monthDays, businessDays, nearestWeekday }: ResolvedDays): string[] {
  if (nearestWeekday !== null) return [`${nearestWeekday}W`];
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

function toRrule(days: ResolvedDays, clock: ClockFields, end: End | null): string {
  const { monthDays, weekdays, nthWeekdays, businessDays, months } = days;
  const [frequency, interval] = stepOf(days);
  const codes = [
    ...sorted(weekdays).map((day) => WEEKDAY_CODES[day]),
    ...nthWeekdays.map(({ weekday, nth }) => `${nth}${WEEKDAY_CODES[weekday]}`),
  ];
  if (days.nearestWeekday !== null)
    throw new RecurrenceError('The nearest weekday goes with every month only, and without an end.');
  // An RRULE asks for both, where the sentence means either.
  if (monthDays.size && codes.length && !days.bothDays)
    throw new RecurrenceError('These weekdays and days of the month do not fit one schedule. Make two.');
  const parts = [`FREQ=${frequency}`];
  if (Number(interval) > 1) parts.push(`INTERVAL=${interval}`);
  if (businessDays.size) parts.push(`BYDAY=${WORKDAYS}`, `BYSETPOS=${sorted(businessDays).join(',')}`);
  else if (codes.length) parts.push(`BYDAY=${codes.join(',')}`);
  if (monthDays.size) parts.push(`BYMONTHDAY=${sorted(monthDays).join(',')}`);
  if (months.size && months.size < 12) parts.push(`BYMONTH=${sorted(months).join(',')}`);
  const [hours, minutes] = [spelledOut(clock.hour, 24), spelledOut(clock.minute, 60)];
  if (hours.length * minutes.length > MOST_TIMES_A_DAY)
    throw new RecurrenceError(`More than ${MOST_TIMES_A_DAY} times a day: set the end beside the schedule instead.`);
  parts.push(`BYHOUR=${hours}`, `BYMINUTE=${minutes}`);
  if (end) parts.push('until' in end ? `UNTIL=${end.until}` : `COUNT=${end.count}`);
  return `RRULE:${parts.join(';')}`;
}

/** The slowest frequency that the days need. */
function stepOf(days: ResolvedDays): [frequency: string, interval: number] {
  const { weekdays, monthDays, nthWeekdays, businessDays, months } = days;
  if (days.everyDays > 1) return ['DAILY', days.everyDays];
  if (days.everyWeeks > 1) return ['WEEKLY', days.everyWeeks];
  const inMonth = monthDays.size + nthWeekdays.length + businessDays.size > 0;
  if (inMonth || days.everyMonths > 1) return ['MONTHLY', days.everyMonths];
  return [weekdays.size && weekdays.size < 7 && !months.size ? 'WEEKLY' : 'DAILY', 1];
}

/** A cron field as the values that it stands for. */
function spelledOut(field: string, size: number): number[] {
  return field.split(',').flatMap((item) => {
    const [range = '', step = '1'] = item.split('/');
    const [from = 0, to = from] = range === '*' ? [0, size - 1] : range.split('-').map(Number);
    const count = Math.floor(((to - from + size) % size) / Number(step)) + 1;
    return Array.from({ length: count }, (_, index) => (from + index * Number(step)) % size);
  });
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
